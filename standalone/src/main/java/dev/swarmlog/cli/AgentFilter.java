package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.v1.AgentState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which agents to look at; everything that is said must hold. */
final class AgentFilter {
    @Option(names = "--capability", paramLabel = "NAME", description = "Can do this")
    private String capability = "";

    @Option(names = "--version", paramLabel = "RANGE", description = "In these versions, as npm writes ranges: '^1.2'")
    private String versions = "";

    @Option(names = "--service-type", paramLabel = "TYPE", description = "Is of this service type")
    private String serviceType = "";

    @Option(names = "--region", paramLabel = "REGION", description = "Runs there")
    private String region = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Runs there")
    private String zone = "";

    @Option(names = "--tag", paramLabel = "TAG", description = "Has the tag; may be repeated")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--min-health", paramLabel = "0..1", description = "Has at least this health score")
    private double minHealth;

    @Option(names = "--state", paramLabel = "STATE", description = "Is in this state; may be repeated")
    private Set<AgentState> states = EnumSet.noneOf(AgentState.class);

    @Option(names = "--limit", paramLabel = "N", description = "Show at most so many")
    private int limit = Integer.MAX_VALUE;

    /** @param statesUnlessSaid what holds without {@code --state} */
    AgentQuery query(Set<AgentState> statesUnlessSaid) {
        try {
            return AgentQuery.anyone()
                    .withCapability(capability)
                    .inVersions(versions)
                    .ofServiceType(serviceType)
                    .at(region, zone)
                    .tagged(tags)
                    .withHealthOf(minHealth)
                    .inStates(states.isEmpty() ? statesUnlessSaid : states)
                    .limitedTo(limit);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}

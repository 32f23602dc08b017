package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Liveness;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--min-liveness",
            paramLabel = "PROOF",
            description = "Is proven to live by this or more: heartbeating, answering (a canary) or working")
    private @Nullable Liveness minLiveness;

    @Option(
            names = "--near",
            paramLabel = "REGION[/ZONE]",
            description = "Those in this zone first, then those in its region (find)")
    private String near = "";

    @Option(names = "--state", paramLabel = "STATE", description = "Is in this state; may be repeated")
    private Set<AgentState> states = EnumSet.noneOf(AgentState.class);

    @Option(names = "--limit", paramLabel = "N", description = "Show at most so many")
    private int limit = Integer.MAX_VALUE;

    /** @param statesUnlessSaid what holds without {@code --state} */
    AgentQuery query(Set<AgentState> statesUnlessSaid) {
        if (capability.isEmpty() && !versions.isEmpty()) {
            throw Failure.wrongUsage("--version: of which capability? Say --capability too");
        }
        String[] place = near.split("/", 2);
        try {
            return AgentQuery.anyone()
                    .withCapability(capability)
                    .inVersions(versions)
                    .ofServiceType(serviceType)
                    .at(region, zone)
                    .tagged(tags)
                    .withHealthOf(minHealth)
                    .atLeast(minLiveness == null ? Liveness.UNKNOWN : minLiveness)
                    .nearestTo(place[0], place.length > 1 ? place[1] : "")
                    .inStates(states.isEmpty() ? statesUnlessSaid : states)
                    .limitedTo(limit);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.swarms.SwarmRows;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "List swarms by id: those that go on, and those that ended lately.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog swarm list --state running")
final class SwarmListCommand implements Runnable {
    @Option(names = "--name", paramLabel = "NAME", description = "Only those of this definition")
    private String name = "";

    @Option(names = "--state", paramLabel = "STATE", description = "Only those in this state; may be given again")
    private Set<SwarmState> states = EnumSet.noneOf(SwarmState.class);

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        var config = cluster.reach();
        page.print(
                new TopicReading(config, SwarmCommand.CLIENT)
                        .latest(config.wire().topics().swarmStatus).values().stream()
                                .filter(this::isWanted),
                new PageOptions.Form<>(SwarmStatus::getSwarmId, SwarmRows::json, SwarmRows::table),
                output);
    }

    private boolean isWanted(SwarmStatus swarm) {
        return (name.isEmpty() || swarm.getName().equals(name))
                && (states.isEmpty() || states.contains(swarm.getState()));
    }
}

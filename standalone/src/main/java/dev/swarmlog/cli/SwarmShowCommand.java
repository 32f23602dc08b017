package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.swarms.SwarmRows;
import dev.swarmlog.v1.SwarmStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show one swarm: how far it is, why it ended, its best point and its curve.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog swarm show w-1")
final class SwarmShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The swarm's id")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        var config = cluster.reach();
        SwarmStatus swarm = new TopicReading(config, SwarmCommand.CLIENT)
                .latest(config.wire().topics().swarmStatus)
                .get(id);
        if (swarm == null) {
            throw Failure.because(
                    "no swarm '" + id + "' is known; one that was started a moment ago may not be to be seen yet");
        }
        if (output.isJson()) {
            output.json(SwarmRows.json(swarm));
        } else {
            output.lines(SwarmRows.details(swarm));
        }
    }
}

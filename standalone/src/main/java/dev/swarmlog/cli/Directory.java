package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import java.time.Duration;

/** A directory of agents with everything in it that the registry has published. */
final class Directory {
    private static final Duration LOADING_MAX = Duration.ofSeconds(9);

    private Directory() {}

    static AgentDirectory load(ClusterOptions options) {
        return load(options.reach());
    }

    static AgentDirectory load(ClusterConfig cluster) {
        AgentDirectory directory = AgentDirectory.open(cluster);
        try {
            if (directory.awaitLoaded(LOADING_MAX)) {
                return directory;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        directory.close();
        throw Failure.cannotReach(
                "the agents' status could not be read from " + cluster.bootstrapServers() + " within "
                        + LOADING_MAX.toSeconds() + " s",
                null);
    }
}

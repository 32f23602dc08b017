package dev.swarmlog.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import dev.swarmlog.v1.AgentState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The only registry is away for a while, and everybody goes on beating. When it is back it reads all that it missed, and
 * nobody is taken for dead. {@code -Dswarmlog.away.seconds=60} is what the issue asks for.
 */
@Tag("long")
class RegistryAwayIT {
    private static final int AGENTS = 300;
    private static final int BEAT_MS = 1_000;
    private static final Duration AWAY = Duration.ofSeconds(Integer.getInteger("swarmlog.away.seconds", 10));
    /** Longer than the grace after a restart and a stranger's silence together: by then the silent would be dead. */
    private static final Duration WATCHED = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    @Test
    void whoBeatWhileTheRegistryWasAwayIsNotTakenForDead() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
                RegistryProcess registry =
                        RegistryProcess.launch("one", folder, broker.bootstrapServers(), schemas.url())) {
            registry.awaitReady();
            ClusterConfig cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
            try (BeatingAgents _ = BeatingAgents.start(cluster, AGENTS, BEAT_MS);
                    StatusReader statuses = StatusReader.start(cluster)) {
                awaitAllHealthy(statuses);
                registry.kill();
                passes(AWAY);
                registry.restart();
                registry.awaitReady();
                Awaitility.await("it judges everybody again")
                        .atMost(60, TimeUnit.SECONDS)
                        .until(() -> registry.judged() == AGENTS);
                statuses.awaitAllPartitionsAfter(System.nanoTime());
                passes(WATCHED);
                awaitAllHealthy(statuses);

                assertThat(statuses.oddities()).isEmpty();
            }
        }
    }

    private static void awaitAllHealthy(StatusReader statuses) {
        Awaitility.await("everybody is healthy")
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> statuses.states().size() == AGENTS
                        && statuses.states().values().stream()
                                .allMatch(state -> state == AgentState.HEALTHY || state == AgentState.DEGRADED));
    }

    private static void passes(Duration time) {
        long sinceNs = System.nanoTime();
        Awaitility.await("time passes")
                .atMost(time.plusSeconds(10))
                .until(() -> System.nanoTime() - sinceNs > time.toNanos());
    }
}

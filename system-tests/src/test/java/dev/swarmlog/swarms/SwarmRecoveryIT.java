package dev.swarmlog.swarms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.audit.LogTail;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmEvent;
import dev.swarmlog.v1.SwarmEventKind;
import dev.swarmlog.v1.SwarmState;
import dev.swarmlog.v1.SwarmStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator is killed with -9 in the middle of runs: they go on from their checkpoints and end as calm ones do. */
@Tag("alone")
class SwarmRecoveryIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String SEARCH = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: search}
        spec:
          behaviour: SWARMING
          pace: %s
          swarming: {method: CMA, dimensions: 10, objective: {function: ROSENBROCK}}
          convergence: {target: 1.0e-8, steps: 5000}
        """;
    private static final String FLOCK = """
        apiVersion: swarmlog.dev/v1
        kind: Swarm
        metadata: {name: flock}
        spec:
          behaviour: FLOCKING
          pace: %s
          particles: 3000
          convergence: {target: 0, steps: 600}
        """;

    @TempDir
    Path folder;

    private final Map<String, SwarmStatus> statuses = new HashMap<>();
    private final List<SwarmEvent> events = new ArrayList<>();

    @Test
    void swarmsOfAKilledCoordinatorEndAsIfNothingHadHappened() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            Ground ground = Ground.brief(folder, broker.bootstrapServers(), schemas.url());
            ClusterConfig cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
            try (ServiceProcess coordinator = ServiceProcess.launch(
                            ground, "coordinator", "one", Map.of("SWARMLOG_REPLICATION_FACTOR", "1"));
                    SwarmClient client = client(coordinator, cluster);
                    LogTail tail = new LogTail(
                            cluster,
                            List.of(
                                    cluster.wire().topics().swarmStatus.name(),
                                    cluster.wire().topics().swarmEvents.name()))) {
                start(client, "calm-search", SEARCH.formatted("0s"));
                start(client, "calm-flock", FLOCK.formatted("0s"));
                start(client, "search", SEARCH.formatted("10ms"));
                start(client, "flock", FLOCK.formatted("10ms"));
                await(cluster, tail, "both are on their way", () -> steps("search") > 100 && steps("flock") > 100);

                coordinator.process().kill();
                coordinator.process().restart();
                await(
                        cluster,
                        tail,
                        "all have ended",
                        () -> statuses.size() == 4
                                && statuses.values().stream().allMatch(status -> status.getEndedAtMs() > 0));

                assertSame("calm-search", "search");
                assertSame("calm-flock", "flock");
                assertThat(status("search").getState()).isEqualTo(SwarmState.CONVERGED);
                assertThat(status("search").getMeasure()).isLessThan(1e-8);
                assertThat(events)
                        .filteredOn(event -> event.getKind() == SwarmEventKind.RESUMED)
                        .extracting(SwarmEvent::getSwarmId)
                        .contains("search", "flock");
                assertThat(events)
                        .filteredOn(event -> event.getKind() == SwarmEventKind.ENDED)
                        .hasSize(4);
            }
        }
    }

    private static SwarmClient client(ServiceProcess coordinator, ClusterConfig cluster) throws Exception {
        coordinator.awaitReady();
        return SwarmClient.connect(cluster);
    }

    private void assertSame(String calm, String killed) {
        assertThat(status(killed).getStateHash()).isEqualTo(status(calm).getStateHash());
        assertThat(status(killed).getBestPoint()).isEqualTo(status(calm).getBestPoint());
        assertThat(status(killed).getSteps()).isEqualTo(status(calm).getSteps());
        assertThat(status(killed).getReason()).isEqualTo(status(calm).getReason());
    }

    private SwarmStatus status(String id) {
        return Objects.requireNonNull(statuses.get(id), id);
    }

    private long steps(String id) {
        SwarmStatus status = statuses.get(id);
        return status == null ? 0 : status.getSteps();
    }

    private static void start(SwarmClient client, String id, String source) {
        client.send(SwarmCommand.newBuilder()
                        .setKind(SwarmCommandKind.START)
                        .setSwarmId(id)
                        .setSource(source)
                        .setSentAtMs(0))
                .join();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(ClusterConfig cluster, LogTail tail, String what, Condition condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    read(cluster, tail);
                    return condition.holds();
                });
    }

    private void read(ClusterConfig cluster, LogTail tail) {
        Topic<SwarmStatus> statusTopic = cluster.wire().topics().swarmStatus;
        Topic<SwarmEvent> eventTopic = cluster.wire().topics().swarmEvents;
        tail.catchUp(record -> {
            if (record.topic().equals(statusTopic.name())) {
                statuses.put(record.key(), value(cluster, statusTopic, record.value()));
            } else {
                events.add(value(cluster, eventTopic, record.value()));
            }
        });
    }

    private static <V extends SpecificRecord> V value(ClusterConfig cluster, Topic<V> topic, byte[] bytes) {
        try (Deserializer<V> form = cluster.wire().serde(topic).deserializer()) {
            return form.deserialize(topic.name(), bytes);
        }
    }
}

package dev.swarmlog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.audit.LogTail;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How soon sagas go on whose engine was killed: with another one that stands by, and alone, started again at once. */
@Tag("alone")
class SagaRecoveryIT {
    private static final int TICKING = 64;
    private static final int SLEEPING = Integer.getInteger("swarmlog.recovery.sagas", 2_000);
    private static final int TICKS = 450;
    private static final Duration WITH_STANDBY_MAX = Duration.ofSeconds(5);
    private static final Duration ALONE_MAX = Duration.ofSeconds(30);

    /** Two more events say for sure that it goes on: one may have been on its way. */
    private static final int GOES_ON = 2;

    @TempDir
    Path folder;

    private final Map<String, Long> versions = new HashMap<>();

    @Test
    void sagasOfAKilledEngineGoOnWithinSeconds() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.temporary();
                EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0)) {
            Ground ground = Ground.brief(folder, broker.bootstrapServers(), schemas.url());
            Map<String, String> env = Map.of("SWARMLOG_REPLICATION_FACTOR", "1");
            ClusterConfig cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
            try (ServiceProcess one = ServiceProcess.launch(ground, "saga-engine", "one", env);
                    ServiceProcess two = ServiceProcess.launch(ground, "saga-engine", "two", env)) {
                one.awaitReady();
                two.awaitReady();
                start(cluster);
                try (LogTail events = new LogTail(
                        cluster, List.of(cluster.wire().topics().sagaEvents.name()))) {
                    goOn(cluster, events);

                    one.process().kill();
                    Duration withStandby = goOn(cluster, events);

                    two.process().kill();
                    two.process().restart();
                    Duration alone = goOn(cluster, events);

                    System.out.printf(
                            "killed: all of %d sagas go on after %d ms where another engine stands by, after %d ms"
                                    + " where it is started again, with %d more asleep%n",
                            TICKING, withStandby.toMillis(), alone.toMillis(), SLEEPING);
                    assertThat(withStandby).isLessThan(WITH_STANDBY_MAX);
                    assertThat(alone).isLessThan(ALONE_MAX);
                }
            }
        }
    }

    private static void start(ClusterConfig cluster) throws Exception {
        StringBuilder ticking = new StringBuilder(head("ticking"));
        for (int i = 0; i < TICKS; i++) {
            ticking.append("  s%03d: {kind: TIMER, delay: 250ms%s}\n"
                    .formatted(i, i == 0 ? "" : ", after: s%03d".formatted(i - 1)));
        }
        Deployment.deploy(cluster, ticking.toString());
        Deployment.deploy(cluster, head("sleeping") + "  a: {kind: TIMER, delay: 1h}\n");
        try (SagaClient client = SagaClient.connect(cluster)) {
            List<CompletableFuture<Void>> sent = new ArrayList<>();
            for (int i = 0; i < SLEEPING + TICKING; i++) {
                String name = i < SLEEPING ? "sleeping" : "ticking";
                sent.add(client.send(SagaCommand.newBuilder()
                        .setKind(SagaCommandKind.START)
                        .setSagaId(name + "-" + i)
                        .setName(name)
                        .setSentAtMs(0)));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }
    }

    private static String head(String name) {
        return "apiVersion: swarmlog.dev/v1\nkind: Saga\nmetadata: {name: " + name + ", version: 1.0.0}\nsteps:\n";
    }

    /** How long it takes until every saga that ticks has gone on from where it was. */
    private Duration goOn(ClusterConfig cluster, LogTail events) {
        long fromNs = System.nanoTime();
        read(cluster, events);
        Map<String, Long> before = new HashMap<>(versions);
        Awaitility.await("all go on")
                .atMost(ALONE_MAX.multipliedBy(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    read(cluster, events);
                    return versions.size() == TICKING
                            && versions.entrySet().stream()
                                    .allMatch(now -> now.getValue() >= before.getOrDefault(now.getKey(), 0L) + GOES_ON);
                });
        return Duration.ofNanos(System.nanoTime() - fromNs);
    }

    private void read(ClusterConfig cluster, LogTail events) {
        var topic = cluster.wire().topics().sagaEvents;
        Deserializer<SagaEvent> form = cluster.wire().serde(topic).deserializer();
        events.catchUp(record -> {
            if (record.key().startsWith("ticking")) {
                versions.put(
                        record.key(),
                        form.deserialize(topic.name(), record.value()).getVersion());
            }
        });
    }
}

package dev.swarmlog.honesty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.standalone.Platform;
import dev.swarmlog.standalone.PlatformOptions;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.HealthCost;
import dev.swarmlog.v1.HealthFactor;
import dev.swarmlog.v1.Liveness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Of 50 agents that are registered, 21 answer: the registry calls those answering, and nobody else. */
final class HonestyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** Until the canary that an old proof makes due has had its time and its way back, and a second for the log's. */
    private static final Duration PROOF = INTERVAL.plus(TIMEOUT).plusSeconds(3 + 1 + 1);

    private static final Map<String, String> FAST = Map.of(
            "SWARMLOG_REGISTRY_CANARY_INTERVAL_MS", String.valueOf(INTERVAL.toMillis()),
            "SWARMLOG_REGISTRY_CANARY_TIMEOUT_MS", String.valueOf(TIMEOUT.toMillis()));

    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void callsAnsweringWhoAnswersAndNobodyElse() throws Exception {
        try (Platform platform = Platform.start(PlatformOptions.temporary().withEnv(FAST));
                Verdicts verdicts = new Verdicts(cluster(platform));
                Town _ = new Town(cluster(platform), this::hang);
                MessageClient client = MessageClient.connect(cluster(platform))) {
            everybodyIsCalledWhatItIs(verdicts);
            precisionHoldsFromOneCanaryToTheNext(verdicts);

            var reply = client.submit(
                    MessageDraft.ofType("work.of." + Town.answering(7)).json("{}"));
            long hungAtMs = System.currentTimeMillis();
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(PROOF)
                    .until(() -> !verdicts.calledAnswering().contains(Town.answering(7)));
            System.out.printf("an agent that hangs is found out after %d ms%n", System.currentTimeMillis() - hungAtMs);
            assertThat(verdicts.calledAnswering()).hasSize(Town.ANSWERING - 1);

            release.countDown();
            assertThat(reply).succeedsWithin(PATIENCE);
            await().atMost(PATIENCE).until(() -> verdicts.livenessOf(Town.answering(7)) == Liveness.WORKING);
        }
    }

    private static void everybodyIsCalledWhatItIs(Verdicts verdicts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(verdicts.calledAnswering()).hasSize(Town.ANSWERING));
        await().atMost(PATIENCE).untilAsserted(() -> {
            var all = verdicts.all();
            assertThat(all).hasSize(Town.ANSWERING + Town.BEATING + Town.SILENT);
            assertThat(all).allSatisfy((id, status) -> {
                if (id.startsWith("beating-")) {
                    assertThat(status.getLiveness()).isEqualTo(Liveness.HEARTBEATING);
                    assertThat(status.getState()).isEqualTo(AgentState.DEGRADED);
                    assertThat(status.getWhy())
                            .extracting(HealthCost::getFactor)
                            .contains(HealthFactor.CANARY);
                } else if (id.startsWith("silent-")) {
                    assertThat(status.getLiveness()).isEqualTo(Liveness.NONE);
                }
            });
        });
    }

    /** Looks again and again, for four canaries' time, whether anybody is called answering who does not answer. */
    private static void precisionHoldsFromOneCanaryToTheNext(Verdicts verdicts) {
        AtomicLong called = new AtomicLong();
        AtomicLong rightly = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        await().pollInterval(Duration.ofMillis(200))
                .during(INTERVAL.multipliedBy(4))
                .atMost(PATIENCE)
                .until(() -> {
                    List<String> now = verdicts.calledAnswering();
                    called.addAndGet(now.size());
                    rightly.addAndGet(now.stream().filter(Town::answers).count());
                    return looks.incrementAndGet() > 0;
                });
        double precision = (double) rightly.get() / called.get();
        double recall = (double) rightly.get() / (looks.get() * Town.ANSWERING);
        System.out.printf("answering: precision %.3f, recall %.3f over %d looks%n", precision, recall, looks.get());
        assertThat(precision).isGreaterThanOrEqualTo(0.99);
        assertThat(recall).isGreaterThanOrEqualTo(0.99);
    }

    private Result hang(HandlerContext context) throws InterruptedException {
        release.await();
        return Result.nothing();
    }

    private static ClusterConfig cluster(Platform platform) {
        return ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl());
    }
}

package dev.swarmlog.agent.host;

import static dev.swarmlog.agent.host.HostBench.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.HandlerContext;
import dev.swarmlog.agent.Result;
import dev.swarmlog.v1.Heartbeat;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CanariesTest {
    private static final HostLoad NO_LOAD = new HostLoad(0, 0);

    private final HostBench bench = new HostBench();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicReference<@Nullable HandlerContext> atWork = new AtomicReference<>();

    @AfterEach
    void close() {
        go.countDown();
        bench.close();
    }

    @Test
    void anAgentWithAFreePlaceAnswersWithoutItsHandler() {
        bench.with(hanging(1));

        bench.deliver(Deliveries.canary("slow", EPOCH, 1));

        Outcome answer = bench.awaitOutcomes(1).get(0);
        assertThat(answer.getStatus()).isEqualTo(OutcomeStatus.COMPLETED);
        assertThat(answer.getMessageId()).isEqualTo("canary:slow:1");
        assertThat(answer.getAgentEpoch()).isEqualTo(EPOCH);
        assertThat(handled).hasValue(0);
        assertThat(bench.records(bench.wire.topics().outcomes).get(0).headers()).isEmpty();
    }

    @Test
    void anInlineAgentAnswersToo() {
        bench.with(Agent.named("inline").capability("x", "1.0.0").inline(this::hang));

        bench.deliver(Deliveries.canary("inline", EPOCH, 1));

        assertThat(bench.outcomes()).hasSize(1);
        assertThat(handled).hasValue(0);
    }

    @Test
    void isNoWork() {
        bench.with(hanging(1));
        bench.deliver(Deliveries.canary("slow", EPOCH, 1));
        bench.awaitOutcomes(1);

        Heartbeat beat = bench.hosted("slow").heartbeat(NO_LOAD, 1);

        assertThat(beat.getCompleted()).isZero();
        assertThat(beat.getFailed()).isZero();
        assertThat(beat.getResponseTimeMs()).isNegative();
        HostStats stats = bench.counts.snapshot(0);
        assertThat(stats.canaries()).isEqualTo(1);
        assertThat(stats.taken()).isZero();
        assertThat(stats.completed()).isZero();
    }

    @Test
    void anAgentWhoseHandlersAllHangDoesNotAnswerAndItsLeaseIsNotRenewed() {
        bench.with(hanging(2));
        hangIn("slow", 2);
        long now = System.currentTimeMillis();

        bench.deliver(Deliveries.canary("slow", EPOCH, 1).leaseMs(1_000));
        bench.work.tend(now + 900);
        bench.work.tend(now + 3_000);
        go.countDown();

        assertThat(bench.awaitOutcomes(2)).extracting(Outcome::getMessageId).containsExactlyInAnyOrder("m0", "m1");
        assertThat(bench.counts.snapshot(0).canariesUnanswered()).isEqualTo(1);
        assertThat(bench.counts.snapshot(0).canaries()).isZero();
    }

    @Test
    void anAgentWithAFullQueueDoesNotAnswerByRefusing() {
        bench.with(hanging(1));
        hangIn("slow", 1);
        for (int i = 0; i < 20; i++) {
            bench.deliver(Deliveries.to("slow", EPOCH).message("more" + i));
        }
        int refusals = bench.outcomes().size();
        assertThat(refusals).isPositive();

        bench.deliver(Deliveries.canary("slow", EPOCH, 1));

        assertThat(bench.outcomes()).hasSize(refusals);
    }

    @Test
    void theFirstPlaceThatComesFreeAnswersAheadOfWaitingWork() {
        bench.with(hanging(1));
        hangIn("slow", 1);
        bench.deliver(Deliveries.to("slow", EPOCH).message("waits"));

        bench.deliver(Deliveries.canary("slow", EPOCH, 1));
        go.countDown();

        assertThat(bench.awaitOutcomes(3))
                .extracting(Outcome::getMessageId)
                .containsExactly("m0", "canary:slow:1", "waits");
    }

    @Test
    void aHandlerThatReportsProgressAnswersForItsAgent() {
        bench.with(hanging(1));
        HandlerContext context = hangIn("slow", 1);
        long now = System.currentTimeMillis();
        bench.deliver(Deliveries.canary("slow", EPOCH, 1).leaseMs(60_000));
        bench.work.tend(now + 1);
        assertThat(bench.outcomes()).isEmpty();

        context.progress(0.5);
        bench.work.tend(now + 2);

        assertThat(bench.outcomes()).extracting(Outcome::getMessageId).contains("canary:slow:1");
    }

    @Test
    void onlyTheNewestOfAnAgentsCanariesWaits() {
        bench.with(hanging(1));
        hangIn("slow", 1);

        for (int number = 1; number <= 1_000; number++) {
            bench.deliver(Deliveries.canary("slow", EPOCH, number).leaseMs(Integer.MAX_VALUE));
        }
        go.countDown();

        assertThat(bench.awaitOutcomes(2)).extracting(Outcome::getMessageId).containsExactly("m0", "canary:slow:1000");
        assertThat(bench.counts.snapshot(0).canariesUnanswered()).isEqualTo(999);
    }

    private Agent hanging(int places) {
        return Agent.named("slow").capability("x", "1.0.0").concurrency(places).handler(this::hang);
    }

    private Result hang(HandlerContext context) throws InterruptedException {
        atWork.set(context);
        handled.incrementAndGet();
        go.await();
        return Result.nothing();
    }

    private HandlerContext hangIn(String agentId, int places) {
        for (int i = 0; i < places; i++) {
            bench.deliver(Deliveries.to(agentId, EPOCH).message("m" + i));
        }
        await().until(() -> handled.get() == places);
        return Objects.requireNonNull(atWork.get());
    }
}

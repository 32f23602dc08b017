package dev.swarmlog.agent.host;

import static dev.swarmlog.agent.host.HostBench.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host makes of work that is taken back. */
class WithdrawnWorkTest {
    private final HostBench bench = new HostBench();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void close() {
        bench.close();
    }

    private static Agent.Builder agent() {
        return Agent.named("slow").capability("slow", "1.0.0").concurrency(1);
    }

    private Deliveries delivery(String messageId) {
        return Deliveries.to("slow", EPOCH).message(messageId);
    }

    private void begin(String messageId) throws InterruptedException {
        bench.deliver(delivery(messageId));
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHandlerSeesItAndStopsWhereItCan() throws InterruptedException {
        bench.with(agent().handler(context -> {
            running.countDown();
            await().until(context::isWithdrawn);
            assertThat(context.isCancelled()).isTrue();
            throw AgentFailure.retryable("stopped before anything was booked");
        }));
        begin("m1");

        bench.deliver(delivery("m1").withdrawn("too late"));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
        assertThat(outcome.getError()).isEqualTo("stopped before anything was booked");
        assertThat(bench.counts.snapshot(0).withdrawn()).isEqualTo(1);
        assertThat(bench.counts.snapshot(0).failed()).isZero();
    }

    @Test
    void nothingIsSaidBeforeTheHandlerHasEnded() throws InterruptedException {
        bench.with(agent().handler(context -> {
            running.countDown();
            go.await();
            return Result.text("done all the same");
        }));
        begin("m1");

        bench.deliver(delivery("m1").withdrawn("too late"));

        assertThat(bench.outcomes()).isEmpty();
        go.countDown();
        assertThat(bench.awaitOutcomes(1)).extracting(Outcome::getStatus).containsExactly(OutcomeStatus.COMPLETED);
    }

    @Test
    void aHandlerIsInterruptedOnlyIfItsAgentSaysSo() throws InterruptedException {
        bench.with(agent().interruptedWhenWithdrawn().handler(context -> {
            running.countDown();
            go.await();
            return Result.nothing();
        }));
        begin("m1");

        bench.deliver(delivery("m1").withdrawn("too late"));

        Outcome outcome = bench.awaitOutcomes(1).get(0);
        assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
        assertThat(outcome.getError()).contains("InterruptedException");
    }

    @Test
    void whatWaitsForAPlaceNeverBegins() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        bench.with(agent().handler(context -> {
            runs.incrementAndGet();
            running.countDown();
            go.await();
            return Result.nothing();
        }));
        begin("m1");
        bench.deliver(delivery("m2"));

        bench.deliver(delivery("m2").withdrawn("too late"));

        List<Outcome> outcomes = bench.outcomes();
        assertThat(outcomes).extracting(Outcome::getMessageId).containsExactly("m2");
        assertThat(outcomes.get(0).getStatus()).isEqualTo(OutcomeStatus.REJECTED);
        go.countDown();
        bench.awaitOutcomes(2);
        bench.deliver(delivery("m2"));
        assertThat(bench.awaitOutcomes(3)).extracting(Outcome::getStatus).last().isEqualTo(OutcomeStatus.REJECTED);
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatWasNeverSeenNeverBeginsEither() {
        AtomicInteger runs = new AtomicInteger();
        bench.with(agent().inline(context -> {
            runs.incrementAndGet();
            return Result.nothing();
        }));

        bench.deliver(delivery("m1").withdrawn("too late"));
        bench.deliver(delivery("m1"));

        assertThat(bench.outcomes())
                .extracting(Outcome::getStatus)
                .containsExactly(OutcomeStatus.REJECTED, OutcomeStatus.REJECTED);
        assertThat(runs).hasValue(0);
    }

    @Test
    void whatIsDoneIsSaidAgain() {
        bench.with(agent().inline(context -> Result.text("done")));
        bench.deliver(delivery("m1"));

        bench.deliver(delivery("m1").withdrawn("too late"));

        assertThat(bench.outcomes())
                .extracting(Outcome::getStatus)
                .containsExactly(OutcomeStatus.COMPLETED, OutcomeStatus.COMPLETED);
        assertThat(bench.outcomes().get(1).getResult())
                .isEqualTo(bench.outcomes().get(0).getResult());
    }

    @Test
    void theAgentsOwnNumbersKnowNothingOfIt() throws InterruptedException {
        bench.with(agent().interruptedWhenWithdrawn().handler(context -> {
            running.countDown();
            go.await();
            return Result.nothing();
        }));
        begin("m1");
        bench.deliver(delivery("m1").withdrawn("too late"));
        bench.awaitOutcomes(1);

        var beat = bench.hosted("slow").heartbeat(new HostLoad(0, 0), 0);

        assertThat(beat.getFailed()).isZero();
        assertThat(beat.getCompleted()).isZero();
    }
}

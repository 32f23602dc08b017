package dev.swarmlog.agent.host;

import static dev.swarmlog.agent.host.HostBench.EPOCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to a delivery as time goes by; the time is the test's, only the handlers' threads are real. */
class WorkTimeTest {
    private final HostBench bench = new HostBench();
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();

    @AfterEach
    void close() {
        go.countDown();
        bench.close();
    }

    @Test
    void renewsTheLeasesOfWhatRunsAndWhatWaits() {
        bench.with(slow());
        long now = System.currentTimeMillis();
        bench.deliver(Deliveries.to("slow", EPOCH).message("runs").leaseMs(3_000));
        bench.deliver(Deliveries.to("slow", EPOCH).message("waits").leaseMs(3_000));

        bench.work.tend(now + 500);
        assertThat(bench.outcomes()).isEmpty();

        bench.work.tend(now + 1_500);
        assertThat(bench.outcomes()).extracting(Outcome::getStatus).containsOnly(OutcomeStatus.PROGRESS);
        assertThat(bench.outcomes()).extracting(Outcome::getMessageId).containsExactlyInAnyOrder("runs", "waits");
    }

    @Test
    void tellsProgressThatTheHandlerReports() {
        CountDownLatch reported = new CountDownLatch(1);
        bench.with(Agent.named("slow")
                .capability("x", "1.0.0")
                .withoutLeaseRenewal()
                .handler(context -> {
                    context.progress(0.25);
                    reported.countDown();
                    go.await();
                    return Result.nothing();
                }));
        long now = System.currentTimeMillis();
        bench.deliver(Deliveries.to("slow", EPOCH).leaseMs(3_000));
        await().until(() -> reported.getCount() == 0);

        bench.work.tend(now + 1_500);
        bench.work.tend(now + 60_000);

        assertThat(bench.outcomes()).extracting(Outcome::getProgress).containsExactly(0.25f);
    }

    @Test
    void interruptsAHandlerThatPassesTheDeadlineAndTellsOnce() {
        bench.with(slow());
        long deadlineMs = System.currentTimeMillis() + 60_000;
        bench.deliver(Deliveries.to("slow", EPOCH).deadlineMs(deadlineMs));
        await().until(() -> bench.hosted("slow").places.taken() == 1);

        bench.work.tend(deadlineMs);

        await().until(interrupted::get);
        await().until(() -> bench.hosted("slow").places.taken() == 0);
        assertThat(cancelled).isTrue();
        assertThat(bench.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getStatus()).isEqualTo(OutcomeStatus.FAILED);
            assertThat(outcome.getErrorClass()).isEqualTo(ErrorClass.RETRYABLE);
            assertThat(outcome.getError()).contains("deadline");
        });
    }

    @Test
    void whatWaitsBeyondItsDeadlineFailsWithoutARun() {
        bench.with(slow());
        long now = System.currentTimeMillis();
        bench.deliver(Deliveries.to("slow", EPOCH).message("runs"));
        bench.deliver(Deliveries.to("slow", EPOCH).message("waits").deadlineMs(now + 5_000));

        bench.work.tend(now + 5_000);
        go.countDown();

        assertThat(bench.awaitOutcomes(2)).extracting(Outcome::getMessageId).containsExactly("waits", "runs");
        await().until(() -> bench.hosted("slow").places.taken() == 0);
        assertThat(bench.counts.snapshot(0).completed()).isEqualTo(1);
    }

    @Test
    void anInlineHandlerBeyondItsTimeIsInterruptedToo() throws InterruptedException {
        bench.with(Agent.named("inline").capability("x", "1.0.0").inline(context -> {
            go.await();
            return Result.nothing();
        }));
        long deadlineMs = System.currentTimeMillis() + 60_000;
        AtomicBoolean leftClean = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            bench.deliver(Deliveries.to("inline", EPOCH).deadlineMs(deadlineMs));
            leftClean.set(!Thread.currentThread().isInterrupted());
        });
        reader.start();
        await().until(() -> bench.work.running() == 1 && reader.getState() == Thread.State.WAITING);

        bench.work.tend(deadlineMs);
        reader.join(10_000);

        assertThat(leftClean).isTrue();
        assertThat(bench.outcomes()).hasSize(1);
    }

    @Test
    void aDrainingHostEndsWhatRunsAndSendsTheRestElsewhere() {
        bench.with(slow());
        bench.deliver(Deliveries.to("slow", EPOCH).message("runs"));
        await().until(() -> bench.hosted("slow").places.taken() == 1);

        bench.work.drain(50);
        bench.deliver(Deliveries.to("slow", EPOCH).message("late"));

        assertThat(bench.outcomes()).extracting(Outcome::getMessageId).containsExactly("runs", "late");
        assertThat(bench.outcomes()).extracting(Outcome::getErrorClass).containsOnly(ErrorClass.RETRYABLE);
        assertThat(bench.outcomes())
                .extracting(Outcome::getStatus)
                .containsExactly(OutcomeStatus.FAILED, OutcomeStatus.REJECTED);
        await().until(interrupted::get);
    }

    @Test
    void aDrainingHostWaitsForWhatIsNearlyDone() {
        bench.with(slow());
        bench.deliver(Deliveries.to("slow", EPOCH));
        await().until(() -> bench.hosted("slow").places.taken() == 1);
        Thread draining = new Thread(() -> bench.work.drain(60_000));
        draining.start();
        await().until(() -> draining.getState() == Thread.State.TIMED_WAITING);

        go.countDown();

        await().until(() -> !draining.isAlive());
        assertThat(bench.outcomes()).extracting(Outcome::getStatus).containsExactly(OutcomeStatus.COMPLETED);
    }

    private Agent slow() {
        return Agent.named("slow").capability("slow", "1.0.0").handler(context -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                cancelled.set(context.isCancelled());
                interrupted.set(true);
                throw e;
            }
            return Result.nothing();
        });
    }
}

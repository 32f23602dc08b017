package dev.swarmlog.simulator;

import dev.swarmlog.agent.messages.MessageClient;
import dev.swarmlog.agent.messages.MessageFailure;
import dev.swarmlog.simulator.core.Ledger;
import dev.swarmlog.simulator.core.Plan;
import dev.swarmlog.v1.Reply;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Submits messages at the plan's pace, whether or not earlier ones are answered. Latency counts from the moment at which a
 * message was due: when the platform or this generator falls behind, the figures say so.
 */
final class LoadGenerator implements AutoCloseable {
    private final Plan plan;
    private final String run;
    private final MessageClient client;
    private final Ledger ledger;
    private final Latencies latencies;
    private final Thread thread;
    private volatile boolean running = true;

    LoadGenerator(Plan plan, String run, MessageClient client, Ledger ledger, Latencies latencies) {
        this.plan = plan;
        this.run = run;
        this.client = client;
        this.ledger = ledger;
        this.latencies = latencies;
        this.thread = Thread.ofPlatform().name("swarmlog-load").daemon().unstarted(this::run);
    }

    void start() {
        if (plan.ratePerSecond() > 0) {
            thread.start();
        }
    }

    private void run() {
        long startNanos = System.nanoTime();
        for (long n = 0; running; n++) {
            long dueNanos = startNanos + plan.dueNanos(n);
            for (long left = dueNanos - System.nanoTime(); left > 0 && running; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (running) {
                submit(dueNanos);
            }
        }
    }

    private void submit(long dueNanos) {
        Question question = new Question(plan, run, ledger.open());
        var _ = client.submit(question.draft())
                .whenComplete((reply, failure) -> settle(question, dueNanos, reply, failure));
    }

    private void settle(Question question, long dueNanos, @Nullable Reply reply, @Nullable Throwable failure) {
        if (reply != null) {
            latencies.record(System.nanoTime() - dueNanos);
            ledger.ended(question.number(), question.judge(reply));
        } else if (wasNotTaken(failure)) {
            ledger.refused(question.number());
        }
        // What timed out stays open in the ledger: it may have been accepted, and nobody answered.
    }

    private static boolean wasNotTaken(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof MessageFailure known
                && switch (known.reason()) {
                    case NOT_ACCEPTED, TOO_MANY_IN_FLIGHT -> true;
                    case TIMED_OUT, CLOSED -> false;
                };
    }

    /** No further message is submitted after this. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

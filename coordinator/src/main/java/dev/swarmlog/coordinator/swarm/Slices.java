package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.coordinator.core.colony.Colony;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The threads that make the steps of swarms, a slice of time at once, so that many swarms share few threads. */
final class Slices implements AutoCloseable {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Executor executor;
    private final Runnable closing;

    private Slices(Executor executor, Runnable closing) {
        this.executor = executor;
        this.closing = closing;
    }

    static Slices onThreads(int wanted) {
        int threads = wanted > 0 ? wanted : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("swarm-", 0).factory());
        return new Slices(pool, pool::shutdownNow);
    }

    /** On the thread that asks, for tests. */
    static Slices atOnce() {
        return new Slices(Runnable::run, () -> {});
    }

    /** At most so many steps; the colony belongs to the slice until that is done. */
    CompletableFuture<Void> run(Colony colony, long stepsMax) {
        return CompletableFuture.runAsync(() -> steps(colony, stepsMax), executor);
    }

    private static void steps(Colony colony, long stepsMax) {
        long until = System.nanoTime() + SLICE_NANOS;
        for (long made = 0; made < stepsMax && colony.ending() == null; made++) {
            colony.step();
            if (System.nanoTime() >= until) {
                break;
            }
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}

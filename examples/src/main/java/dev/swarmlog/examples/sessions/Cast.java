package dev.swarmlog.examples.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Agents that play their parts at the same time; in life each is a process of its own. */
final class Cast implements AutoCloseable {
    private final ExecutorService stage = Executors.newCachedThreadPool();
    private final List<Future<?>> parts = new ArrayList<>();

    void plays(Runnable part) {
        parts.add(stage.submit(part));
    }

    /** Waits for the end of all parts; throws what went wrong in one of them. */
    void finish() throws InterruptedException {
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a part was not played to its end: " + e.getCause(), e.getCause());
            }
        }
    }

    @Override
    public void close() {
        stage.shutdownNow();
    }
}

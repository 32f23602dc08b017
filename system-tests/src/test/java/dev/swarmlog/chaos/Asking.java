package dev.swarmlog.chaos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Somebody who asks a registry for agents all the time, and notes what they are told and how long it took. */
final class Asking implements AutoCloseable {
    private static final long PAUSE_NS = 10_000_000;

    private final RegistryProcess registry;
    private final String capability;
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger knownLeast = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicLong slowestNs = new AtomicLong();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Future<?> asking;
    private volatile boolean closing;

    private Asking(RegistryProcess registry, String capability) {
        this.registry = registry;
        this.capability = capability;
        asking = worker.submit(this::ask);
    }

    static Asking start(RegistryProcess registry, String capability) {
        return new Asking(registry, capability);
    }

    /** What went wrong; whoever asks must still be asking, or nothing could. */
    List<String> failures() {
        if (asking.isDone()) {
            return List.of("nobody asks any more: " + asking);
        }
        return List.copyOf(failures);
    }

    int knownLeast() {
        return knownLeast.get();
    }

    @Override
    public String toString() {
        return answers + " answers, the slowest in " + slowestNs.get() / 1_000_000 + " ms, with " + knownLeast
                + " agents or more; " + failures.size() + " failures";
    }

    private void ask() {
        while (!closing) {
            long startNs = System.nanoTime();
            try {
                knownLeast.accumulateAndGet(registry.find(capability), Math::min);
                answers.incrementAndGet();
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            slowestNs.accumulateAndGet(System.nanoTime() - startNs, Math::max);
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.close();
    }
}

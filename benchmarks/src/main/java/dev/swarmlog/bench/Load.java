package dev.swarmlog.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A thread that sends records: at an even pace whatever becomes of them, or as fast as they are taken. */
public final class Load implements AutoCloseable {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURST = 1_000;
    private static final long NAP_NANOS = 500_000;

    private final Source source;
    private final AtomicLong sent = new AtomicLong();
    private final long sentBefore;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    /** Where the records come from; used by the load's thread alone while that runs. */
    public interface Source {
        /** So many records were sent so far. */
        long sent();

        /** Sends the next ones. */
        void send(int records);

        void flush();
    }

    private interface Pace {
        /** How many records may be sent now, after so many and so much time. */
        long due(long sent, long nanos);
    }

    private Load(Source source, Pace pace) {
        this.source = source;
        this.sentBefore = source.sent();
        this.thread = Thread.ofPlatform().name("bench-load").start(() -> run(pace));
    }

    public static Load offering(Source source, int perSecond) {
        return new Load(source, (sent, nanos) -> (long) ((double) perSecond * nanos / NANOS_PER_SECOND) - sent);
    }

    /**
     * Never more than the window ahead of what was taken: the most that can be sustained.
     *
     * @param leastPerSecond are sent whatever happens
     */
    public static Load asFastAsTaken(Source source, LongSupplier taken, int window, long leastPerSecond) {
        long before = taken.getAsLong();
        return new Load(
                source,
                (sent, nanos) -> Math.max(
                        taken.getAsLong() - before + window - sent, leastPerSecond * nanos / NANOS_PER_SECOND - sent));
    }

    public long sent() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the load broke off", broken);
        }
        return sent.get();
    }

    /** With what was sent before. */
    public long sentInAll() {
        return sentBefore + sent();
    }

    private void run(Pace pace) {
        try {
            long start = System.nanoTime();
            while (!stopped.get()) {
                int due = (int) Math.min(BURST, pace.due(sent.get(), System.nanoTime() - start));
                if (due > 0) {
                    source.send(due);
                    sent.addAndGet(due);
                } else {
                    Pauses.nap(NAP_NANOS);
                }
            }
            source.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}

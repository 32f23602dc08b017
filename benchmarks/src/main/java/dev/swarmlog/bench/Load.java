package dev.swarmlog.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A thread that sends records: at an even pace whatever becomes of them, or as fast as they are taken. */
public final class Load implements AutoCloseable {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURST = 1_000;
    private static final long NAP_NANOS = 500_000;

    private final Source source;
    private final AtomicLong sent = new AtomicLong();
    private final long sentBefore;
    private final Loop loop;

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
        long start = System.nanoTime();
        this.loop = Loop.start("the load", "bench-load", () -> send(pace, start), source::flush);
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
        loop.check();
        return sent.get();
    }

    /** With what was sent before. */
    public long sentInAll() {
        return sentBefore + sent();
    }

    private void send(Pace pace, long start) throws InterruptedException {
        int due = (int) Math.min(BURST, pace.due(sent.get(), System.nanoTime() - start));
        if (due > 0) {
            source.send(due);
            sent.addAndGet(due);
        } else {
            Pauses.nap(NAP_NANOS);
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}

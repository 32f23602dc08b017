package dev.swarmlog.bench.registry;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A thread on which a herd beats: at an even pace whatever becomes of the beats, or as fast as they are taken. */
final class BeatLoad implements AutoCloseable {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int BURST = 1_000;
    private static final long NAP_NANOS = 500_000;

    private final Herd herd;
    private final AtomicLong sent = new AtomicLong();
    private final long sentBefore;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private volatile @Nullable RuntimeException failure;

    private interface Pace {
        /** How many beats may be sent now, after so many and so much time. */
        long due(long sent, long nanos);
    }

    private BeatLoad(Herd herd, Pace pace) {
        this.herd = herd;
        this.sentBefore = herd.beats();
        this.thread = Thread.ofPlatform().name("bench-load").start(() -> run(pace));
    }

    static BeatLoad offering(Herd herd, int perSecond) {
        return new BeatLoad(herd, (sent, nanos) -> (long) ((double) perSecond * nanos / NANOS_PER_SECOND) - sent);
    }

    /**
     * Never more than the window ahead of what was taken: the most that can be sustained. Yet everybody beats twice a second
     * whatever happens, since whoever waits for a reader that stands still has fallen silent and may be declared dead.
     */
    static BeatLoad asFastAsTaken(Herd herd, LongSupplier taken, int window) {
        long before = taken.getAsLong();
        return new BeatLoad(
                herd,
                (sent, nanos) -> Math.max(
                        taken.getAsLong() - before + window - sent,
                        2L * herd.size() * nanos / NANOS_PER_SECOND - sent));
    }

    long sent() {
        RuntimeException broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the load broke off", broken);
        }
        return sent.get();
    }

    /** With what the herd sent before. */
    long sentInAll() {
        return sentBefore + sent();
    }

    private void run(Pace pace) {
        try {
            long start = System.nanoTime();
            while (!stopped.get()) {
                int due = (int) Math.min(BURST, pace.due(sent.get(), System.nanoTime() - start));
                if (due > 0) {
                    herd.beat(due);
                    sent.addAndGet(due);
                } else {
                    Pauses.nap(NAP_NANOS);
                }
            }
            herd.flush();
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

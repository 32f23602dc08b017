package dev.swarmlog.router.core.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much an agent completed and failed in the last whole interval. Thread-safe. The intervals of all agents begin at the
 * same times, so that they can be compared.
 */
final class Tally {
    private static final long ONE_COMPLETED = 1L << Integer.SIZE;

    private final long intervalMs;
    private final AtomicLong current = new AtomicLong();
    private volatile long last;
    private volatile long endsAtMs;

    Tally(long intervalMs) {
        this.intervalMs = intervalMs;
    }

    void completed(long nowMs) {
        turn(nowMs);
        current.addAndGet(ONE_COMPLETED);
    }

    void failed(long nowMs) {
        turn(nowMs);
        current.incrementAndGet();
    }

    /** How many outcomes the last interval had. */
    long volume(long nowMs) {
        turn(nowMs);
        long counted = last;
        return (counted >>> Integer.SIZE) + (int) counted;
    }

    /** The share of them that were completions; meaningless without volume. */
    double successRate(long nowMs) {
        turn(nowMs);
        long counted = last;
        double completed = counted >>> Integer.SIZE;
        return completed / (completed + (int) counted);
    }

    void forget() {
        current.set(0);
        last = 0;
    }

    private void turn(long nowMs) {
        if (nowMs >= endsAtMs) {
            turnPage(nowMs);
        }
    }

    private synchronized void turnPage(long nowMs) {
        if (nowMs >= endsAtMs) {
            long counted = current.getAndSet(0);
            last = nowMs - endsAtMs < intervalMs ? counted : 0;
            endsAtMs = (nowMs / intervalMs + 1) * intervalMs;
        }
    }
}

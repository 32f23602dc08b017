package dev.swarmlog.runtime.store;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether what somebody waits for is committed at once. While it is committed nothing else is done, for some
 * milliseconds, so that is for when little goes on, or when all that came is done; beyond, commits come at their interval.
 * Where brokers are slow, little goes on because of the commits: so they take half of the time at most. Thread-safe: tasks
 * share it.
 */
public final class Haste {
    private static final int WINDOW_MS = 100;

    /** So many in this window and the one before: with more, the commits would take most of a thread's time. */
    private static final int AWAITED_MAX = 25;

    /** Whoever has had nothing to do for so long has done what was there. */
    private static final long REST_NANOS = 1_500_000;

    /** Commits that take less are no burden, however many of the few there may be. */
    private static final long COST_FREE_NANOS = 20_000_000;

    private final AtomicLong window = new AtomicLong();
    private final AtomicInteger awaited = new AtomicInteger();
    private volatile int awaitedBefore;
    private volatile long workedNanos;
    private volatile boolean isCommitting;
    private volatile long begunNanos;
    private volatile long overNanos = System.nanoTime();
    private volatile long tookBeforeNanos;
    private volatile long costNanos;

    /** Something was worked on. */
    void worked(long nowNanos) {
        workedNanos = nowNanos;
    }

    /** A commit begins, of one task after the other. */
    void commits(long nowNanos) {
        if (!isCommitting) {
            begunNanos = nowNanos;
            isCommitting = true;
        }
    }

    /**
     * Something else is done, so no commit is under way. It may have been over for long, where nothing came after it; so
     * commits are slow only where two in a row seem to be.
     */
    void goesOn(long nowNanos) {
        if (isCommitting) {
            isCommitting = false;
            long tookNanos = nowNanos - begunNanos;
            long cost = Math.min(tookNanos, tookBeforeNanos);
            costNanos = cost <= COST_FREE_NANOS ? 0 : cost;
            tookBeforeNanos = tookNanos;
            overNanos = nowNanos;
        }
    }

    /** Whether nobody had anything to do for a while. */
    boolean rests(long nowNanos) {
        return nowNanos - workedNanos >= REST_NANOS;
    }

    /** Whether to commit now that one thing more is awaited. */
    boolean mayCommit(long nowMs, long nowNanos) {
        long now = nowMs / WINDOW_MS;
        long known = window.get();
        if (now != known && window.compareAndSet(known, now)) {
            int ended = awaited.getAndSet(0);
            awaitedBefore = now == known + 1 ? ended : 0;
        }
        return awaited.incrementAndGet() + awaitedBefore <= AWAITED_MAX && nowNanos - overNanos >= costNanos;
    }
}

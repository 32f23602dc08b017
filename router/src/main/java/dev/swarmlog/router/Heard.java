package dev.swarmlog.router;

/**
 * Mutable and for one thread: up to when a task has verifiably read what agents say. A lease ends, and an agent is lost,
 * only by what was read until then: an outcome that waits in the log while the router is busy, restarted or stood still
 * was told in time. Otherwise a router that falls behind sends everything again, and falls further behind.
 *
 * <p>Outcomes say it by their times. Where none come, all are read once that has lasted for a while in which the task was
 * not kept from reading.
 */
final class Heard {
    /** So long nothing must come before there is nothing. */
    static final long SETTLE_MS = 500;

    /** A task that was away for so long between two ticks may have a backlog. */
    private static final long AWAY_MS = 250;

    /** Clocks of agents may be wrong, so nothing is put off for longer than this. */
    private static final long PUT_OFF_MS_MAX = 30_000;

    private long newestMs;
    private long quietSinceMs;
    private long tickedAtMs;
    private long backSinceMs;

    Heard(long nowMs) {
        quietSinceMs = nowMs;
        tickedAtMs = nowMs;
    }

    /** An outcome was read that was written then. */
    void outcome(long writtenMs, long nowMs) {
        newestMs = Math.max(newestMs, Math.min(writtenMs, nowMs));
        quietSinceMs = nowMs;
    }

    /** A message was read that was written then: an old one says that outcomes may wait, too. */
    void message(long writtenMs, long nowMs) {
        if (writtenMs < nowMs - SETTLE_MS) {
            quietSinceMs = nowMs;
        }
    }

    void tick(long nowMs) {
        if (nowMs - tickedAtMs >= AWAY_MS) {
            quietSinceMs = nowMs;
            backSinceMs = nowMs;
        }
        tickedAtMs = nowMs;
    }

    /** Whether all that was said until then was read. */
    boolean allUntil(long thenMs, long nowMs) {
        return newestMs >= thenMs || nowMs - quietSinceMs >= SETTLE_MS || nowMs - thenMs >= PUT_OFF_MS_MAX;
    }

    /** Whether the task has been at it ever since; whom it heard nothing of while it was away is not to blame. */
    boolean wasThereSince(long thenMs) {
        return thenMs > backSinceMs;
    }
}

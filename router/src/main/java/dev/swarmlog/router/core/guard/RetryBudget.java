package dev.swarmlog.router.core.guard;

/**
 * Mutable and for one thread: how many messages a task may send once more. Of all that it sent in the last ten seconds, no
 * more than a share of the first attempts are repetitions, plus a few a second for those who send little. So a failing pool
 * gets a little more than its usual load instead of a multiple of it (Finagle's retry budget).
 */
public final class RetryBudget {
    private static final int SLOTS = 10;
    private static final long SLOT_MS = 1_000;

    private final double share;
    private final double perSecond;
    private final long[] firsts = new long[SLOTS];
    private final long[] retries = new long[SLOTS];
    private long firstsSum;
    private long retriesSum;
    private long slot;

    /** With the share of first attempts, and what is allowed each second beyond it. */
    public RetryBudget(double share, double perSecond) {
        this.share = share;
        this.perSecond = perSecond;
    }

    public void first(long nowMs) {
        turn(nowMs);
        firsts[index(slot)]++;
        firstsSum++;
    }

    /** A repetition counts also where it needs no leave: it is load all the same. */
    public void retried(long nowMs) {
        turn(nowMs);
        retries[index(slot)]++;
        retriesSum++;
    }

    public boolean mayRetry(long nowMs) {
        turn(nowMs);
        return retriesSum + 1 <= firstsSum * share + perSecond * SLOTS;
    }

    private void turn(long nowMs) {
        long current = nowMs / SLOT_MS;
        long passed = Math.min(SLOTS, current - slot);
        for (long i = 1; i <= passed; i++) {
            int old = index(slot + i);
            firstsSum -= firsts[old];
            retriesSum -= retries[old];
            firsts[old] = 0;
            retries[old] = 0;
        }
        slot = Math.max(slot, current);
    }

    private static int index(long slot) {
        return (int) (slot % SLOTS);
    }
}

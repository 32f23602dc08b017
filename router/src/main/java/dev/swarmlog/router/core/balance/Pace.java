package dev.swarmlog.router.core.balance;

/**
 * Mutable and for one thread: how fast a line moves of late. The rate of those who leave it is weighted exponentially, and
 * put right for a line that is younger than the window.
 */
final class Pace {
    private static final double WINDOW_MS = 5_000;

    private final long beganAtMs;
    private double leftInWindow;
    private long leftAtMs;

    Pace(long nowMs) {
        beganAtMs = nowMs;
        leftAtMs = nowMs;
    }

    void left(long nowMs) {
        leftInWindow = leftInWindow * faded(nowMs - leftAtMs) + 1;
        leftAtMs = nowMs;
    }

    /** How long so many take to leave. Where nobody ever left, as long as that has been so. */
    long timeForMs(int guests, long nowMs) {
        long ageMs = Math.max(1, nowMs - beganAtMs);
        double left = leftInWindow * faded(nowMs - leftAtMs);
        return left == 0 ? ageMs : (long) Math.min(Long.MAX_VALUE, guests * WINDOW_MS * (1 - faded(ageMs)) / left);
    }

    private static double faded(long afterMs) {
        return afterMs <= 0 ? 1 : Math.exp(-afterMs / WINDOW_MS);
    }
}

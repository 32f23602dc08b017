package dev.swarmlog.runtime.poison;

/** Blows when too many records fail in too short a time: then the program is at fault, and must not bury them all. */
final class Fuse {
    private static final int FAILURES_MAX = 100;
    private static final long WINDOW_MS = 60_000;

    private long windowStartMs;
    private int failures;

    /** Counts a failure; true when there were too many. */
    synchronized boolean blows(long nowMs) {
        if (failures == 0 || nowMs - windowStartMs > WINDOW_MS) {
            windowStartMs = nowMs;
            failures = 0;
        }
        failures++;
        return failures > FAILURES_MAX;
    }
}

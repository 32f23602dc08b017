package dev.swarmlog.router;

/**
 * Whether the tasks of a router commit before their interval is over. While little goes on a commit costs next to nothing,
 * and a crash then repeats little. Where much goes on most messages would be written at it and be answered soon after: so
 * there the interval rules, by whose end they have come and gone. Thread-safe: all tasks of a process share it.
 */
final class CommitLull {
    private static final int WINDOW_MS = 200;

    /** Of all tasks in a window: submissions and outcomes of some 4,000 messages a second. */
    private static final int RECORDS_MAX = 1_600;

    private long windowEndsMs;
    private long records;
    private long quietWindows;
    private boolean lasts = true;

    /**
     * Counts what a task worked on since it asked last.
     *
     * @return how many windows were quiet so far: with each that is new to it, a task commits
     */
    synchronized long quietWindows(int recordsMore, long nowMs) {
        records += recordsMore;
        if (nowMs >= windowEndsMs) {
            lasts = records <= RECORDS_MAX;
            if (lasts) {
                quietWindows++;
            }
            records = 0;
            windowEndsMs = nowMs + WINDOW_MS;
        }
        return quietWindows;
    }

    /** Whether little went on in the last window. */
    synchronized boolean lasts() {
        return lasts;
    }
}

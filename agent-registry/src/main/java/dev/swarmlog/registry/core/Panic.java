package dev.swarmlog.registry.core;

import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: whether so many of a task's agents are silent at once that the registry doubts itself rather
 * than them. An agent stays SUSPECT only until it beats or is dead, so those who are suspect at the same time fell silent
 * within a short time. While it lasts nobody is declared dead; it lasts no longer than its bound, and comes again only
 * after it has passed.
 */
public final class Panic {
    /** What changed since the last look. */
    public enum News {
        NONE,
        BEGAN,
        /** Enough of them beat again. */
        PASSED,
        /** They stayed silent for so long that it is believed. */
        BELIEVED
    }

    private final double shareMax;
    private final int agentsMin;
    private final long panicMsMax;
    private int live;
    private int silent;
    private boolean on;
    private boolean believed;
    private long sinceMs;

    /**
     * @param shareMax more than this share of the living has to be silent ...
     * @param agentsMin ... and at least so many
     * @param panicMsMax 0: never
     */
    public Panic(double shareMax, int agentsMin, long panicMsMax) {
        this.shareMax = shareMax;
        this.agentsMin = agentsMin;
        this.panicMsMax = panicMsMax;
    }

    /** An agent went from one state into another, came (from null) or went (to null). */
    public void moved(@Nullable State before, @Nullable State after) {
        count(before, -1);
        count(after, 1);
    }

    private void count(@Nullable State state, int by) {
        if (state != null && state.isExpectedToBeat()) {
            live += by;
            silent += state == State.SUSPECT ? by : 0;
        }
    }

    public News look(long nowMs) {
        boolean crowd = silent >= agentsMin && silent > shareMax * live;
        if (!crowd) {
            boolean passed = on;
            on = false;
            believed = false;
            return passed ? News.PASSED : News.NONE;
        }
        if (on && Math.abs(nowMs - sinceMs) >= panicMsMax) {
            on = false;
            believed = true;
            return News.BELIEVED;
        }
        if (on || believed || panicMsMax == 0) {
            return News.NONE;
        }
        on = true;
        sinceMs = nowMs;
        return News.BEGAN;
    }

    public boolean isOn() {
        return on;
    }

    public int live() {
        return live;
    }

    public int silent() {
        return silent;
    }
}

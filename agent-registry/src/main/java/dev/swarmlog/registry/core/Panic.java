package dev.swarmlog.registry.core;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: whether so many of a task's agents are silent at once that the registry doubts itself rather
 * than them. Silent are the suspect and those who died of silence just now; an agent is suspect only until it beats or is
 * dead, so all of them fell silent within a short time. While it lasts nobody is declared dead; it lasts no longer than its
 * bound, and comes again only after it has passed.
 *
 * <p>Those who beat regularly are suspect for a fraction of their interval only. A crowd of them would be dead before it is
 * seen as one; so deaths are put off a little as soon as many are silent, long before it is most.
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

    /** How many fell silent at once, and what becomes of them. */
    public enum Crowd {
        FEW,
        /** It may become a panic: they are given some more time. */
        MANY,
        /** Nobody is declared dead. */
        PANIC
    }

    /** Many are a part of most. */
    private static final double MANY_OF_MOST = 0.2;
    /** Whoever died is counted for one interval of its own, within these bounds. */
    private static final long DEATH_MS_MIN = 3_000;

    private static final long DEATH_MS_MAX = 60_000;

    private static final long BUCKET_MS = 250;

    private final double shareMax;
    private final int agentsMin;
    private final long panicMsMax;
    private int live;
    private int silent;
    private boolean on;
    private boolean believed;
    private long sinceMs;
    /** How many of the recently dead cease to count when, in buckets of time. */
    private final NavigableMap<Long, Integer> deaths = new TreeMap<>();

    private long lookedMs = Long.MIN_VALUE;

    /**
     * @param shareMax more than this share of the living has to be silent ...
     * @param agentsMin ... and at least so many; where fewer live there is no panic
     * @param panicMsMax 0: never
     */
    public Panic(double shareMax, int agentsMin, long panicMsMax) {
        this.shareMax = shareMax;
        this.agentsMin = agentsMin;
        this.panicMsMax = panicMsMax;
    }

    /** An agent came (from null), went (to null), or is in another state than before. */
    public void moved(@Nullable Agent before, @Nullable Agent after) {
        if (before != null) {
            count(before, -1);
        }
        if (after != null) {
            count(after, 1);
        }
    }

    private void count(Agent agent, int by) {
        switch (agent.state()) {
            case JOINING, HEALTHY, DEGRADED -> live += by;
            case SUSPECT -> {
                live += by;
                silent += by;
            }
            case DEAD -> countDeath(agent, by);
            case GONE -> {}
        }
    }

    /** Who is dead for too long for counting counts neither when it comes nor when it goes. */
    private void countDeath(Agent agent, int by) {
        long promisedMs = agent.pulse().rhythm().promisedMs();
        long untilMs = agent.sinceMs() + Math.clamp(promisedMs, DEATH_MS_MIN, DEATH_MS_MAX);
        long bucketMs = untilMs - Math.floorMod(untilMs, BUCKET_MS) + BUCKET_MS;
        boolean counts = by > 0 ? bucketMs > lookedMs : deaths.containsKey(bucketMs);
        if (counts) {
            deaths.merge(bucketMs, by, Integer::sum);
            live += by;
            silent += by;
        }
    }

    private void forgetDeaths(long nowMs) {
        lookedMs = nowMs;
        NavigableMap<Long, Integer> past = deaths.headMap(nowMs, true);
        int forgotten = past.values().stream().mapToInt(Integer::intValue).sum();
        past.clear();
        live -= forgotten;
        silent -= forgotten;
    }

    public News look(long nowMs) {
        forgetDeaths(nowMs);
        boolean enough =
                on || believed || silent >= agentsMin; // once begun, the dead that cease to count do not end it
        boolean crowd = enough && silent > shareMax * live;
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

    public Crowd crowd() {
        if (on) {
            return Crowd.PANIC;
        }
        boolean many = live >= agentsMin && silent > MANY_OF_MOST * shareMax * live;
        return many && !believed && panicMsMax > 0 ? Crowd.MANY : Crowd.FEW;
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

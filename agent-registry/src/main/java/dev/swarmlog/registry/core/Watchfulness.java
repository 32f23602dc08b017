package dev.swarmlog.registry.core;

/**
 * Mutable, for one thread: whether the registry itself was looking. It looks at the clock on every tick; a step much
 * larger than a tick, in either direction, is its own pause or its clock's jump, and says nothing about any agent.
 */
public final class Watchfulness {
    private final long pauseMsMin;
    private long lookedAtMs;

    public Watchfulness(long pauseMsMin, long nowMs) {
        this.pauseMsMin = pauseMsMin;
        this.lookedAtMs = nowMs;
    }

    /** For how long it saw nothing until now: 0 where all is well, below 0 where the clock was put back. */
    public long blindMs(long nowMs) {
        long step = nowMs - lookedAtMs;
        lookedAtMs = nowMs;
        return step >= pauseMsMin || step < 0 ? step : 0;
    }
}

package dev.swarmlog.registry.core;

/**
 * Mutable, for one thread: whether the registry itself is in a state to judge. A step of the clock between two looks
 * that is much larger than a tick is its own pause or its clock's jump. And from when it read a record that was written
 * long ago until it reads a young one, the sign of life that it misses may be among those that it has not read yet.
 */
public final class Watchfulness {
    private static final long NOT_BEHIND = Long.MAX_VALUE;

    private final long pauseMsMin;
    private final long behindMsMin;
    private final long behindMsMax;
    private long lookedAtMs;
    private long behindSinceMs = NOT_BEHIND;

    /**
     * @param pauseMsMin a step from which on it counts as a pause
     * @param behindMsMin a record so old says that it is behind
     * @param behindMsMax longer than this it is not believed to be behind: rather the writers' clocks are, or fell silent
     */
    public Watchfulness(long pauseMsMin, long behindMsMin, long behindMsMax, long nowMs) {
        this.pauseMsMin = pauseMsMin;
        this.behindMsMin = behindMsMin;
        this.behindMsMax = behindMsMax;
        this.lookedAtMs = nowMs;
    }

    /** For how long it saw nothing until now: 0 where all is well, below 0 where the clock was put back. */
    public long blindMs(long nowMs) {
        long step = nowMs - lookedAtMs;
        lookedAtMs = nowMs;
        return step >= pauseMsMin || step < 0 ? step : 0;
    }

    /** A record was read that was written at this time. */
    public void read(long nowMs, long writtenAtMs) {
        if (nowMs - writtenAtMs < behindMsMin) {
            behindSinceMs = NOT_BEHIND;
        } else if (behindSinceMs == NOT_BEHIND) {
            behindSinceMs = nowMs;
        }
    }

    /** Whether what it last read was written long ago. */
    public boolean isBehind(long nowMs) {
        return behindSinceMs != NOT_BEHIND && nowMs - behindSinceMs < behindMsMax;
    }
}

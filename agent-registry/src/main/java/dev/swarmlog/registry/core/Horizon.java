package dev.swarmlog.registry.core;

/**
 * Mutable, for one thread: how far one partition of heartbeats has verifiably been read, in the broker's time. Nobody is
 * judged beyond it.
 *
 * <p>The log is in the order of its stamps, so whoever has read a beat knows of all that were appended before it. Beyond
 * the last beat read the horizon moves only while nothing more comes although the registry looks on, and only by as much
 * as it looked on: ticks that come late count little. So neither a backlog nor a pause, nor a jump of either clock, makes
 * anybody older.
 *
 * <p>What is left is a stretch of the log without a single beat in which the registry did not look on either: it stood
 * still together with agents or broker, everything was down, or the broker's clock jumped. Of such a stretch nobody knows
 * anything, and everybody is forgiven it. Read from a backlog, the usual pause between two hosts' beats looks like that
 * too; so there it must be longer than usual.
 */
public final class Horizon {
    /** How little of a late tick counts as looked on: so many ticks. */
    private static final int TICKS_MAX = 2;

    private final Patience patience;
    private long readMs;
    private long readAtMs;
    private long tickedAtMs;
    private long quietMs;
    private long settleMs;
    private long stalledMs;
    private long usualGapMs;
    private long unseenMs;

    /**
     * What the horizon waits for.
     *
     * @param tickMs how often it is asked
     * @param settleMs so long nothing must come before it moves on by itself
     * @param behindMs a beat read so long after it was appended says that there are more ...
     * @param behindSettleMs ... and then, and before the first beat, it waits so long instead
     * @param unseenMsMin a stretch that nobody saw and that is forgiven
     */
    public record Patience(long tickMs, long settleMs, long behindMs, long behindSettleMs, long unseenMsMin) {}

    public Horizon(Patience patience, long nowMs) {
        this.patience = patience;
        readMs = nowMs;
        readAtMs = nowMs;
        tickedAtMs = nowMs;
        settleMs = patience.behindSettleMs;
    }

    /** A beat was read that had been appended at this time. */
    public void read(long nowMs, long appendedMs) {
        long gapMs = appendedMs - readMs;
        if (gapMs >= patience.tickMs) {
            passGap(gapMs);
        }
        readMs = appendedMs;
        readAtMs = nowMs;
        quietMs = 0;
        stalledMs = 0;
        settleMs = nowMs - appendedMs < patience.behindMs ? patience.settleMs : patience.behindSettleMs;
    }

    private void passGap(long gapMs) {
        long unseen = gapMs - quietMs;
        boolean isUnusual = stalledMs >= patience.unseenMsMin || unseen > usualGapMs + usualGapMs / 2;
        if (unseen >= patience.unseenMsMin && isUnusual) {
            unseenMs += unseen;
        }
        usualGapMs = (usualGapMs + gapMs) / 2;
    }

    /** The registry looks on. */
    public void tick(long nowMs) {
        if (nowMs < tickedAtMs) { // our clock was set back: what was read was not read in its future
            readAtMs = Math.min(readAtMs, nowMs);
        }
        long passedMs = Math.max(0, nowMs - Math.max(tickedAtMs, readAtMs));
        long lookedOnMs = Math.min(passedMs, TICKS_MAX * patience.tickMs);
        quietMs += lookedOnMs;
        stalledMs += passedMs - lookedOnMs;
        tickedAtMs = nowMs;
    }

    /** Up to here it is known who beat and who did not. */
    public long ms() {
        return readMs + Math.max(0, quietMs - settleMs);
    }

    /** Whether what was last read was written long ago, and more may follow. */
    public boolean isBehind() {
        return settleMs == patience.behindSettleMs && quietMs < settleMs;
    }

    /** How much of the time up to the horizon nobody saw, since this was last asked. */
    public long takeUnseenMs() {
        long taken = unseenMs;
        unseenMs = 0;
        return taken;
    }
}

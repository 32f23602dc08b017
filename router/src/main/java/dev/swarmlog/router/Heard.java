package dev.swarmlog.router;

import dev.swarmlog.v1.Outcome;

/**
 * Mutable and for one thread: up to when a task has verifiably read what agents say. A lease ends, a deadline passes, and an
 * agent is lost, only by what was read until then: an outcome that waits in the log while the router is busy, restarted or
 * stood still was told in time. Otherwise a router that falls behind sends everything again, and falls further behind.
 *
 * <p>To know it, the task writes a mark behind the outcomes in its partition, and has read all before it when it reads the
 * mark. It does so only while somebody's time is up, and trusts nobody's clock but its own.
 */
final class Heard {
    /**
     * A log that cannot be written, or read, does not keep work from going on for ever. A task that reads on, however far it
     * is behind, will come to its mark.
     */
    private static final long STUCK_MS_MAX = 120_000;

    /** Who cannot be judged yet is asked about again after so long. */
    private static final long ASK_AGAIN_MS_MIN = 20;

    private static final long ASK_AGAIN_MS_MAX = 1_000;

    /** For so long the last mark says how far behind the task is. */
    private static final long JUST_READ_MS = 5_000;

    /** How often, at least, while the task reads what it is behind with. */
    private static final int QUESTIONS_WHILE_BEHIND = 4;

    /** After that a mark counts as lost. */
    private static final long MARK_MS_MAX = 1_000;

    /** A task that was away for so long between two ticks cannot say who was silent. */
    private static final long AWAY_MS = 250;

    private static final long NONE = Long.MAX_VALUE;

    private long life;
    private long readUntilMs = Long.MIN_VALUE;
    private long markedAtMs;
    private boolean underWay;
    private boolean wanted;
    private long unansweredSinceMs = NONE;
    private long workedAtMs = Long.MIN_VALUE;
    private long readAtMs = Long.MIN_VALUE;
    private long tookMs;
    private long tickedAtMs;
    private long backSinceMs;

    /** The life tells the marks of this task from those of others that had the partition before. */
    Heard(long life, long nowMs) {
        this.life = life;
        this.tickedAtMs = nowMs;
    }

    /** A mark is an outcome of nobody's work. */
    static boolean isMark(Outcome outcome) {
        return outcome.getMessageId().isEmpty();
    }

    /** A record was read, of whatever kind. */
    void worked(long nowMs) {
        workedAtMs = nowMs;
    }

    void read(Outcome mark) {
        if (mark.getAgentEpoch() == life) {
            readUntilMs = Math.max(readUntilMs, mark.getFence());
            underWay &= mark.getFence() != markedAtMs;
            unansweredSinceMs = NONE;
            readAtMs = tickedAtMs;
            tookMs = tickedAtMs - mark.getFence();
        }
    }

    void tick(long nowMs) {
        if (nowMs < tickedAtMs) {
            beginAnew(nowMs);
        } else if (nowMs - tickedAtMs >= AWAY_MS) {
            isBack(nowMs);
        }
        tickedAtMs = nowMs;
    }

    /** A clock that was set back makes earlier marks say too much. */
    private void beginAnew(long nowMs) {
        life++;
        readUntilMs = Long.MIN_VALUE;
        underWay = false;
        unansweredSinceMs = NONE;
        readAtMs = Long.MIN_VALUE;
        isBack(nowMs);
    }

    /** Who stood still reads on first. */
    private void isBack(long nowMs) {
        backSinceMs = nowMs;
        workedAtMs = nowMs;
    }

    /** Whether all that was said until then was read; if not, somebody wants to know. */
    boolean allUntil(long thenMs, long nowMs) {
        boolean known = readUntilMs >= thenMs || isStuck(nowMs);
        wanted |= !known;
        return known;
    }

    private boolean isStuck(long nowMs) {
        return unansweredSinceMs != NONE && nowMs - Math.max(unansweredSinceMs, workedAtMs) >= STUCK_MS_MAX;
    }

    /**
     * After how long it is worth while to ask again: the sooner, the less the task is behind. Who is a minute behind with a
     * hundred thousand whose time is up would do nothing else than ask for each of them, fifty times a second.
     */
    long askAgainInMs(long nowMs) {
        long waitsMs = unansweredSinceMs == NONE ? 0 : nowMs - unansweredSinceMs;
        boolean justRead = readAtMs != Long.MIN_VALUE && nowMs - readAtMs < JUST_READ_MS;
        long behindMs = justRead ? Math.max(waitsMs, tookMs) : waitsMs;
        return Math.clamp(behindMs / QUESTIONS_WHILE_BEHIND, ASK_AGAIN_MS_MIN, ASK_AGAIN_MS_MAX);
    }

    /** Whether it is time to write {@link #mark}. */
    boolean wantsMark(long nowMs) {
        return wanted && (!underWay || nowMs - markedAtMs >= MARK_MS_MAX);
    }

    Outcome mark(int partition, long nowMs) {
        wanted = false;
        underWay = true;
        markedAtMs = nowMs;
        unansweredSinceMs = Math.min(unansweredSinceMs, nowMs);
        return RouterCodec.mark(partition, life, nowMs);
    }

    /** Whether the task has been at it ever since; whom it heard nothing of while it was away is not to blame. */
    boolean wasThereSince(long thenMs) {
        return thenMs > backSinceMs;
    }
}

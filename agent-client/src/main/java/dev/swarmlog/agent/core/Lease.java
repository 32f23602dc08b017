package dev.swarmlog.agent.core;

/**
 * How long a delivery is ours, and when to say that it still is. Mutable and thread-safe: the handler's thread reports
 * progress, the timer's thread asks what is due.
 */
public final class Lease {
    /** Progress that is reported more often than this waits for its turn. */
    private static final long PROGRESS_GAP_MS = 100;

    private final long endsAtMs;
    private final long renewEveryMs;
    private final boolean renewsItself;
    private long renewAtMs;
    private long lastRenewalMs;
    private float progress = -1.0f;
    private boolean progressed;

    /** What the timer is to do about a delivery. */
    public enum Due {
        NOTHING,
        RENEWAL,
        /** Its time is over: stop it. */
        END
    }

    /** What is known of a delivery's time when it is taken on; {@code endsAtMs} is the moment at which it is stopped. */
    public Lease(long takenAtMs, int leaseMs, long endsAtMs, boolean renewsItself) {
        this.endsAtMs = endsAtMs;
        this.renewEveryMs = Math.max(1, leaseMs / 3);
        this.renewsItself = renewsItself;
        this.lastRenewalMs = takenAtMs;
        this.renewAtMs = takenAtMs + renewEveryMs;
    }

    public long endsAtMs() {
        return endsAtMs;
    }

    /** The handler says how far it is, 0 to 1. */
    public synchronized void progress(double share) {
        progress = (float) Math.min(1.0, Math.max(0.0, share));
        progressed = true;
    }

    /** The last progress that was reported, negative when none was. */
    public synchronized float progress() {
        return progress;
    }

    /** What is due now; a renewal that is returned counts as made. */
    public synchronized Due due(long nowMs) {
        if (nowMs >= endsAtMs) {
            return Due.END;
        }
        boolean news = progressed && nowMs >= lastRenewalMs + Math.min(PROGRESS_GAP_MS, renewEveryMs);
        if (news || (renewsItself && nowMs >= renewAtMs)) {
            progressed = false;
            lastRenewalMs = nowMs;
            renewAtMs = nowMs + renewEveryMs;
            return Due.RENEWAL;
        }
        return Due.NOTHING;
    }
}

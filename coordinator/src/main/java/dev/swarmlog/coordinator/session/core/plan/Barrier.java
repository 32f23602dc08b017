package dev.swarmlog.coordinator.session.core.plan;

/**
 * What must be before something opens: all that are waited for have arrived, or so many of them, or a time has passed.
 *
 * @param quorum so many arrivals are enough; 0 means all
 * @param deadlineMs after so long it is open without the others; 0 means never
 * @param cancels at the deadline the session is cancelled instead
 */
public record Barrier(int quorum, long deadlineMs, boolean cancels) {
    /** Waits for all, however long that takes. */
    public static final Barrier ALL = new Barrier(0, 0, false);
}

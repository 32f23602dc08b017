package dev.swarmlog.coordinator.tracker.core.run;

/** How a saga ended. */
public enum Ending {
    /** It goes on. */
    NONE,
    COMPLETED,
    /** Undone because something failed. */
    COMPENSATED,
    /** Undone because somebody said so. */
    CANCELLED
}

package dev.swarmlog.saga.core.fact;

/** How a saga can end. */
public enum Ending {
    /** All steps were done or rightly skipped. */
    COMPLETED,
    /** It failed, and what was done is undone as its strategy says. */
    COMPENSATED,
    /** Somebody cancelled it, and what was done is undone. */
    CANCELLED
}

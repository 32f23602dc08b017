package dev.swarmlog.coordinator.tracker.core.run;

/** Why an attempt or a step failed, as sagas have it. */
public enum Cause {
    UNKNOWN,
    RETRYABLE,
    NON_RETRYABLE,
    RATE_LIMITED,
    EXHAUSTED,
    TIMED_OUT,
    EXPRESSION,
    REFUSED,
    OVERSIZED,
    OVER_BUDGET,
    CANCELLED;

    /** Whether those who did it were overloaded rather than wrong. */
    public boolean isOverload() {
        return this == RATE_LIMITED || this == EXHAUSTED;
    }

    /** Whether another attempt may go better. */
    public boolean isPassing() {
        return this == RETRYABLE || this == TIMED_OUT || isOverload();
    }
}

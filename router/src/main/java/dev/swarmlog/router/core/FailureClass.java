package dev.swarmlog.router.core;

/** What a failure means for the next attempt. */
public enum FailureClass {
    NONE,
    /** Elsewhere, at once. */
    RETRYABLE,
    /** Nowhere. */
    NON_RETRYABLE,
    /** When the agent said. */
    RATE_LIMITED,
    /** Later. */
    RESOURCE_EXHAUSTED
}

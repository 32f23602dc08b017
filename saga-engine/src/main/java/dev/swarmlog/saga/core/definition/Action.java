package dev.swarmlog.saga.core.definition;

import org.jspecify.annotations.Nullable;

/**
 * One thing for an agent to do, forward or as compensation.
 *
 * @param input what the agent is sent
 * @param timeoutMs after this time an attempt counts as failed; 0 means never
 * @param reserve what is asked of a budget before each attempt; null where none is asked
 * @param idempotent doing it twice is like doing it once, so it may be sent before the decision to is committed
 */
public record Action(
        String capability,
        String versionRange,
        Formula input,
        RetryPolicy retry,
        long timeoutMs,
        boolean idempotent,
        @Nullable Reserve reserve) {
    public Action(
            String capability,
            String versionRange,
            Formula input,
            RetryPolicy retry,
            long timeoutMs,
            boolean idempotent) {
        this(capability, versionRange, input, retry, timeoutMs, idempotent, null);
    }

    /** The same by another capability, of any version. */
    public Action by(String other) {
        return new Action(other, "", input, retry, timeoutMs, idempotent, reserve);
    }
}

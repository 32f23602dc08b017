package dev.swarmlog.saga.core.definition;

/**
 * One thing for an agent to do, forward or as compensation.
 *
 * @param input what the agent is sent
 * @param timeoutMs after this time an attempt counts as failed; 0 means never
 * @param idempotent doing it twice is like doing it once, so it may be sent before the decision to is committed
 */
public record Action(
        String capability, String versionRange, Formula input, RetryPolicy retry, long timeoutMs, boolean idempotent) {}

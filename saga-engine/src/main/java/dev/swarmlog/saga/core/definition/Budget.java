package dev.swarmlog.saga.core.definition;

/**
 * What one instance may use up, with all its attempts and sub-sagas; 0 means without limit.
 *
 * @param costMicros millionths of the installation's currency
 * @param calls how many attempts
 */
public record Budget(long tokens, long costMicros, long calls) {
    public static final Budget UNLIMITED = new Budget(0, 0, 0);
}

package dev.swarmlog.coordinator.tracker.core.improve;

/** What can be proposed. */
public enum Kind {
    /** Attempts are cut short that would have done it. */
    RAISE_TIMEOUT,
    /** It is given up while another attempt often does it. */
    MORE_RETRIES,
    /** Those who do it are overloaded, and are asked again too soon: longer pauses. */
    CHANGE_STRATEGY,
    /** It takes most of the time. Only a person can write it as several, so there is nothing to approve. */
    SPLIT_STEP;

    /** Whether a machine can write the definition that makes the change. */
    public boolean isWritable() {
        return this != SPLIT_STEP;
    }
}

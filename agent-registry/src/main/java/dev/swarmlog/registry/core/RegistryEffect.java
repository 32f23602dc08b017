package dev.swarmlog.registry.core;

/** Everything that the registry may ask of the world. */
public sealed interface RegistryEffect {
    /** Show the agent as it is now on agents.status. */
    record PublishStatus() implements RegistryEffect {}

    /** Tell what happened on agents.events. */
    record PublishEvent(Kind kind, String reason) implements RegistryEffect {}

    /** Say no, with a reason, on agents.events. Whoever carries this out bounds how often it is said. */
    record Reject(Refusal refusal) implements RegistryEffect {}

    /** Take the agent's status off the topic and its state out of the store. */
    record Forget() implements RegistryEffect {}

    /** Find out whether the agent answers. Whoever carries this out may fail to; then nobody answers, and that is all. */
    record AskCanary(long number) implements RegistryEffect {}

    /** Nothing to do; counted, so that it is not silent. */
    record Ignore(Cause cause) implements RegistryEffect {}

    enum Kind {
        REGISTERED,
        DEGRADED,
        SUSPECTED,
        RECOVERED,
        DEAD,
        DEREGISTERED
    }

    enum Cause {
        REPEATED_CARD,
        STALE_CARD,
        REPEATED_BEAT,
        BEAT_AFTER_LEAVING,
        /** The beat of an epoch whose card is still on its way: it travels on another topic. */
        BEAT_BEFORE_CARD,
        REPEATED_LEAVING,
        /** Its work totals are below those that it told before; it lives, but its totals are not believed. */
        FALLING_TOTALS,
        NOT_DUE,
        /** Silent for long enough to be dead, but so many are that nobody is declared so. */
        DEATH_WITHHELD,
        CANARY_POSTPONED,
        NOTHING_TO_EXTEND,
        /** Seen of an agent that is not there, or of another epoch. */
        STALE_OBSERVATION
    }
}

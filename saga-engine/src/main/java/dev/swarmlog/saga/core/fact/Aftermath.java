package dev.swarmlog.saga.core.fact;

/** What a failed attempt may have left behind in the world. */
public enum Aftermath {
    /** Somebody answered that it failed, or nobody ever worked on it. */
    NOTHING,
    /** Nobody answered, and it does not matter: there is nothing that would undo it. */
    UNHEARD,
    /** Nobody answered. Whoever undoes this saga must hear first whether it was done. */
    IN_DOUBT,
    /** All of its work: it was done, but what it answered cannot be used. */
    DONE
}

package dev.swarmlog.saga.core.definition;

/** How what was done is undone when a saga fails. */
public enum Strategy {
    /** One after the other, the last completed first, never a step before those that built on it. */
    BACKWARD,
    /** All at once. */
    PARALLEL,
    /** Nothing is undone: the failed step is repeated until it succeeds. What every strategy does behind a pivot. */
    FORWARD,
    /** As BACKWARD, but only steps whose {@code undoWhen} holds. */
    SELECTIVE,
    /** As BACKWARD, but only the failed step's branches: what depends on what it depended on stays; sub-sagas are undone in themselves. */
    CASCADE
}

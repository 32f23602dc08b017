package dev.swarmlog.coordinator.tracker.core.improve;

/** How far a proposal is. */
public enum Stage {
    /** A person should look at it. */
    PROPOSED,
    /** A share of the new sagas begins by it. */
    TRYING,
    /** All new sagas begin by it. */
    PROMOTED,
    ROLLED_BACK,
    REJECTED,
    /** What it would change is not what sagas begin by any more. */
    STALE;

    /** Whether nothing comes of it any more. */
    public boolean isOver() {
        return this == ROLLED_BACK || this == REJECTED || this == STALE;
    }
}

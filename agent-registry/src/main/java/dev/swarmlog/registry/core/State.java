package dev.swarmlog.registry.core;

/** Where an agent stands. The wire has one state more, for readers that are older than their writers. */
public enum State {
    /** Its card is known, its first beat is not. */
    JOINING,
    HEALTHY,
    /** It beats, but works badly or answers nobody. */
    DEGRADED,
    /** Silent for longer than is usual for it. */
    SUSPECT,
    /** Silent for longer than its rhythm allows; its next beat brings it back. */
    DEAD,
    /** Left, or dead for so long that it was deregistered. Remembered for a while, so that late records find no stranger. */
    GONE;

    /** Whether it may be given work, and asked whether it answers. */
    public boolean isWorking() {
        return switch (this) {
            case HEALTHY, DEGRADED -> true;
            case JOINING, SUSPECT, DEAD, GONE -> false;
        };
    }

    /** Whether silence is news: a dead agent is expected to be silent. */
    public boolean isExpectedToBeat() {
        return switch (this) {
            case JOINING, HEALTHY, DEGRADED, SUSPECT -> true;
            case DEAD, GONE -> false;
        };
    }
}

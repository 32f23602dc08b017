package dev.swarmlog.registry.core;

/** Where an agent stands. The wire has one state more, for readers that are older than their writers. */
public enum State {
    /** Its card is known, its first beat is not. */
    JOINING,
    HEALTHY,
    DEGRADED,
    SUSPECT,
    /** Silent for longer than its rhythm allows; its next beat brings it back. */
    DEAD,
    /** Left, or dead for so long that it was deregistered. Remembered for a while, so that late records find no stranger. */
    GONE;

    /** Whether silence is news: a dead agent is expected to be silent. */
    public boolean isExpectedToBeat() {
        return switch (this) {
            case JOINING, HEALTHY, DEGRADED, SUSPECT -> true;
            case DEAD, GONE -> false;
        };
    }
}

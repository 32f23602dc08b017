package dev.swarmlog.coordinator.budget.core;

/**
 * What happens to a reservation that a limit has no room for.
 *
 * @param capability DEGRADE, HANDOFF: where to go instead
 * @param percent DEGRADE: so much of what was asked is reserved there
 * @param fromPercent a reservation that would bring the account beyond this part of its limit meets it
 * @param withinMs ASK: when no answer is a refusal
 */
public record AtLimit(Action action, String capability, int percent, int fromPercent, long withinMs) {
    /** The mildest first: where several limits have no room, the strictest counts. */
    public enum Action {
        /** A cheaper capability is used, if that fits. */
        DEGRADE,
        /** A person says whether it goes on. */
        ASK,
        /** Somebody else does it, on another account. */
        HANDOFF,
        /** It is refused. */
        STOP
    }

    public static final AtLimit STOP = new AtLimit(Action.STOP, "", 0, 100, 0);
}

package dev.swarmlog.router.core;

/**
 * How a message ended. The result's bytes, if there are any, travel beside it.
 *
 * @param cause why there is no result; {@link Cause#NONE} with one
 * @param agentId who worked on it last; empty when nobody did
 * @param attempts how many agents it was sent to
 * @param inDoubt whether the work, or a part of it, may have been done though there is no result
 */
public record Answer(
        Status status,
        Cause cause,
        FailureClass failureClass,
        String error,
        long retryAfterMs,
        String agentId,
        int attempts,
        boolean inDoubt) {

    public enum Status {
        COMPLETED,
        /** Of some of the agents that were asked together. */
        PARTIAL,
        FAILED,
        REJECTED,
        EXPIRED,
        /** Taken back by whoever submitted it. */
        WITHDRAWN
    }

    public enum Cause {
        NONE,
        INVALID,
        OVERSIZED,
        NO_SUCH_CAPABILITY,
        NO_CAPACITY,
        NON_RETRYABLE,
        ATTEMPTS_EXHAUSTED,
        EXPIRED,
        LOOPING,
        REFUSED_BY_RULE,
        INCOMPLETE,
        WITHDRAWN
    }

    /** Whether it is what somebody wanted, and so nothing that people should look at because nobody else does. */
    boolean isWanted() {
        return status == Status.COMPLETED || status == Status.PARTIAL || status == Status.WITHDRAWN;
    }

    /** Of a message to several agents. The agent is whose result it is; empty when it is nobody's alone. */
    public static Answer gathered(String agentId, int attempts, String missing) {
        Status status = missing.isEmpty() ? Status.COMPLETED : Status.PARTIAL;
        return new Answer(status, Cause.NONE, FailureClass.NONE, missing, 0, agentId, attempts, false);
    }

    /** Of a message to several agents, of which too few answered, or not alike. Hopeless where each said that it cannot be done. */
    public static Answer incomplete(String why, int attempts, boolean hopeless, boolean inDoubt) {
        FailureClass failureClass = hopeless ? FailureClass.NON_RETRYABLE : FailureClass.RETRYABLE;
        return new Answer(Status.FAILED, Cause.INCOMPLETE, failureClass, why, 0, "", attempts, inDoubt);
    }

    /** One of several agents that a message was to go to is not there. */
    public static Answer nobodyLeft(String why, String agentId, int attempts, boolean inDoubt) {
        return new Answer(Status.FAILED, Cause.NO_CAPACITY, FailureClass.RETRYABLE, why, 0, agentId, attempts, inDoubt);
    }

    /** The router cannot write down where the message is, so it can promise nothing for it. */
    public static Answer unkeepable(String why, int attempts) {
        return new Answer(Status.FAILED, Cause.INVALID, FailureClass.NON_RETRYABLE, why, 0, "", attempts, attempts > 0);
    }

    /** Taken back. The error says why, and what is known of who had it. */
    public static Answer withdrawn(String why, String agentId, int attempts, boolean inDoubt) {
        return new Answer(Status.WITHDRAWN, Cause.WITHDRAWN, FailureClass.NONE, why, 0, agentId, attempts, inDoubt);
    }

    static Answer completed(String agentId, int attempts) {
        return new Answer(Status.COMPLETED, Cause.NONE, FailureClass.NONE, "", 0, agentId, attempts, false);
    }

    static Answer gaveUp(
            Cause cause,
            FailureClass failureClass,
            String error,
            MessageState.InFlight last,
            MessageState.Tries tries) {
        return new Answer(
                Status.FAILED, cause, failureClass, error, 0, last.agentId(), tries.attempt(), tries.inDoubt());
    }

    static Answer expired(String detail, String agentId, MessageState.Tries tries) {
        return new Answer(
                Status.EXPIRED, Cause.EXPIRED, FailureClass.NONE, detail, 0, agentId, tries.attempt(), tries.inDoubt());
    }

    /** The message is not to be had in this form, now or later. */
    public static Answer refused(Cause cause, String error) {
        return new Answer(Status.REJECTED, cause, FailureClass.NON_RETRYABLE, error, 0, "", 0, false);
    }

    /** The message itself goes on; this is for one who asked for it again. */
    public static Answer tooManyRequesters(int requestersMax, long retryAfterMs) {
        return new Answer(
                Status.REJECTED,
                Cause.NO_CAPACITY,
                FailureClass.RESOURCE_EXHAUSTED,
                "the message is under way and " + requestersMax + " requesters wait for it; ask again later",
                retryAfterMs,
                "",
                0,
                false);
    }

    static Answer noRoom(long retryAfterMs) {
        return noRoom("too many messages wait for an agent", retryAfterMs);
    }

    public static Answer noRoom(String why, long retryAfterMs) {
        return new Answer(
                Status.REJECTED,
                Cause.NO_CAPACITY,
                FailureClass.RESOURCE_EXHAUSTED,
                why + "; come again later",
                retryAfterMs,
                "",
                0,
                false);
    }
}

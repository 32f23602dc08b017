package dev.swarmlog.router.core;

/** What can happen to a message. */
public sealed interface MessageEvent {
    /** The delivery of which an agent speaks: its fence, and the start of the agent that it was addressed to. */
    record Assignment(int fence, String agentId, long agentEpoch) {
        boolean isThatOf(MessageState.InFlight flight) {
            return fence == flight.attempt() && agentEpoch == flight.agentEpoch() && agentId.equals(flight.agentId());
        }

        /**
         * Whether what is said counts for that assignment. A former life of the router, whose last records were lost with
         * it, may have made it to another agent: the first that is said of it counts, as it did there.
         */
        boolean countsFor(MessageState.InFlight flight) {
            return fence == flight.attempt()
                    && (!agentId.equals(flight.agentId()) || agentEpoch >= flight.agentEpoch());
        }

        /** Whether a later assignment was made, or a later start of the agent has the same one. */
        boolean isOvertakenBy(MessageState state) {
            MessageState.InFlight flight = state.underWay();
            return fence < Math.max(1, state.attempt())
                    || (flight != null
                            && fence == flight.attempt()
                            && agentId.equals(flight.agentId())
                            && agentEpoch < flight.agentEpoch());
        }
    }

    /**
     * It was read.
     *
     * @param mayBeUnderWay whether a former life of the router asked agents, and it is not known which for what
     */
    record Submitted(boolean mayBeUnderWay) implements MessageEvent {
        public static final Submitted ANEW = new Submitted(false);
    }

    /** A former life of the router made the first assignment, and its state was lost with it. */
    record SentBefore(Assignment of) implements MessageEvent {}

    /** Some agent may have room now. */
    record CapacityFreed() implements MessageEvent {}

    /** The agent has taken the work on, or is still at it. */
    record Progressed(Assignment of) implements MessageEvent {}

    record Completed(Assignment of) implements MessageEvent {}

    /** The agent would not begin: it has no room, or is leaving. It has not tried, so that is no attempt that failed. */
    record Declined(Assignment of, FailureClass failureClass, String error, long retryAfterMs)
            implements MessageEvent {}

    /** The agent tried and failed. */
    record Failed(Assignment of, FailureClass failureClass, String error, long retryAfterMs) implements MessageEvent {}

    /**
     * Whoever submitted it takes it back.
     *
     * @param untilMs until when it is worth waiting for what an agent says who has it
     */
    record Withdrawn(String why, long untilMs) implements MessageEvent {}

    /** The agent is dead, gone or another by now: this start of it and all before will not report any more. */
    record AgentLost(String agentId, long epoch) implements MessageEvent {}

    /** The time for which the state asked has come. */
    record TimedOut() implements MessageEvent {}
}

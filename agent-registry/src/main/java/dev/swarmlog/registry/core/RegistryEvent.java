package dev.swarmlog.registry.core;

/** Everything that can happen to an agent, as the registry sees it. */
public sealed interface RegistryEvent {
    /** The agent's card came, for the first time or again. */
    record CardReceived(Card card) implements RegistryEvent {}

    /** A record came that is no event: wrongly addressed, of no known meaning, or one too many. */
    record Unacceptable(Refusal refusal) implements RegistryEvent {}

    /** A sign of life. Work counts are totals since the epoch began, so that a lost beat loses nothing. */
    record Beat(long epoch, long sequence, long sentAtMs, Load load, Work work) implements RegistryEvent {}

    /** What the agent has on its hands; shares are 0..1, negative when not measured. */
    record Load(int inFlight, int queued, float cpu, float memory) {
        public static final Load NONE = new Load(0, 0, -1, -1);
    }

    /** What the agent got done; the response time is negative when nothing was handled since the last beat. */
    record Work(long completed, long failed, float responseTimeMs, long tokensUsed) {
        public static final Work NONE = new Work(0, 0, -1, 0);
    }

    /**
     * What one router task saw of the agent since it last told.
     *
     * @param toMs up to when, by the router's clock
     * @param readAtMs when it was read, by the registry's own clock: later than it happened while there is a backlog
     */
    record Observed(long epoch, long toMs, long readAtMs, Outcomes outcomes, long canariesAnswered)
            implements RegistryEvent {}

    /**
     * What came back of the work that was sent to an agent.
     *
     * @param failed without those that were not the agent's fault
     * @param failedInARow at the end: since the last completion, or all of them if there was none
     * @param latencyMs mean of the completed ones as the sender saw it; negative when there was none
     */
    record Outcomes(long completed, long failed, long failedInARow, float latencyMs) {}

    /** The agent said goodbye. */
    record Left(long epoch) implements RegistryEvent {
        /** Of an agent whose card was deleted from the topic: whatever its epoch. */
        public static final long ANY_EPOCH = Long.MAX_VALUE;
    }

    /** A deadline has passed, as far as the timer knows; the machine looks again. */
    record TimedOut(Situation situation) implements RegistryEvent {}

    /**
     * What the task knows beyond the one agent that is looked at.
     *
     * @param silent how many fell silent at once
     * @param mayAsk whether one more canary may be asked
     * @param heardMs when anybody's work or answer was last heard of by way of the router; 0 means never
     * @param lostMs when it was last seen that a canary could not be written, to whomever; 0 means never
     */
    record Situation(Panic.Crowd silent, boolean mayAsk, long heardMs, long lostMs) {}

    /** The registry itself saw nothing for so long (paused, stopped, its clock stepped): that silence proves nothing. */
    record Blinded(long forMs) implements RegistryEvent {}
}

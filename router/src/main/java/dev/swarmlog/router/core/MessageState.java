package dev.swarmlog.router.core;

/**
 * Where a message is in its life. The attempt is how often it was assigned to an agent so far, and the fence; refusals
 * are those of them that the agent would not begin, which count as no failed attempt.
 */
public sealed interface MessageState {
    /** A moment that never comes. */
    long NEVER = Long.MAX_VALUE;

    int attempt();

    /** When this state must be looked at again. */
    long dueMs(Terms terms);

    /**
     * What it is after a restart of the router: nothing then waits for longer than it would if it had just begun to, for the
     * clock may have been set back.
     */
    default MessageState resumed(Policy policy, long nowMs) {
        return this;
    }

    /** Not heard of before. */
    record Unseen() implements MessageState {
        public static final Unseen INSTANCE = new Unseen();

        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public long dueMs(Terms terms) {
            return NEVER;
        }
    }

    /**
     * In line until an agent has room.
     *
     * @param unheardUntilMs when it is refused if its capability is still unheard of; {@link #NEVER} once it is known
     * @param trouble what went wrong before; empty if nothing did
     */
    record Waiting(int attempt, int refusals, long unheardUntilMs, String trouble) implements MessageState {
        @Override
        public long dueMs(Terms terms) {
            return Math.min(unheardUntilMs, terms.deadlineMs());
        }

        @Override
        public Waiting resumed(Policy policy, long nowMs) {
            return unheardUntilMs == NEVER
                    ? this
                    : new Waiting(
                            attempt, refusals, Math.min(unheardUntilMs, nowMs + policy.unknownGraceMs()), trouble);
        }
    }

    /** With an agent, who must report before the lease ends. */
    record InFlight(int attempt, int refusals, String agentId, long agentEpoch, long sentAtMs, long leaseUntilMs)
            implements MessageState {
        @Override
        public long dueMs(Terms terms) {
            return Math.min(leaseUntilMs, terms.deadlineMs());
        }

        /** How many agents failed at it, this one included. */
        int failures() {
            return attempt - refusals;
        }

        /** With a fresh lease, for the silence was ours. */
        @Override
        public InFlight resumed(Policy policy, long nowMs) {
            return renewedUntil(nowMs + policy.leaseMs());
        }

        InFlight renewedUntil(long untilMs) {
            return new InFlight(attempt, refusals, agentId, agentEpoch, sentAtMs, untilMs);
        }
    }

    /**
     * Failed, and not to be tried again before a time.
     *
     * @param postponed how often that time came and the retry budget was used up
     */
    record BackingOff(int attempt, int refusals, long untilMs, String trouble, int postponed) implements MessageState {
        public BackingOff(int attempt, int refusals, long untilMs, String trouble) {
            this(attempt, refusals, untilMs, trouble, 0);
        }

        /** How many agents failed at it. */
        int failures() {
            return attempt - refusals;
        }

        BackingOff postponedUntil(long laterMs) {
            return new BackingOff(attempt, refusals, laterMs, trouble, postponed + 1);
        }

        @Override
        public long dueMs(Terms terms) {
            return Math.min(untilMs, terms.deadlineMs());
        }

        @Override
        public BackingOff resumed(Policy policy, long nowMs) {
            return new BackingOff(
                    attempt, refusals, Math.min(untilMs, nowMs + policy.backoffMaxMs()), trouble, postponed);
        }
    }

    /** Sent without a lease, to be forgotten: whoever submitted it did not want it tracked. */
    record HandedOver(int attempt) implements MessageState {
        @Override
        public long dueMs(Terms terms) {
            return NEVER;
        }
    }

    /** With several agents, of which each has a message of its own; what is made of those is decided elsewhere. */
    record Gathering(long closesAtMs) implements MessageState {
        @Override
        public int attempt() {
            return 0;
        }

        @Override
        public long dueMs(Terms terms) {
            return closesAtMs;
        }
    }

    /** Over. Kept only as long as somebody may ask again. */
    record Answered(Answer answer, long keptUntilMs) implements MessageState {
        /** What no agent ever had is not kept: whoever asks again may fare better. */
        public boolean isKept(Terms terms) {
            return terms.keyed() && answer.attempts() > 0;
        }

        @Override
        public int attempt() {
            return answer.attempts();
        }

        @Override
        public long dueMs(Terms terms) {
            return keptUntilMs;
        }

        @Override
        public Answered resumed(Policy policy, long nowMs) {
            return new Answered(answer, Math.min(keptUntilMs, nowMs + policy.answerKeptMs()));
        }
    }
}

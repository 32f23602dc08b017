package dev.swarmlog.router.core;

import org.jspecify.annotations.Nullable;

/** Where a message is in its life. */
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

    /** The assignment of which an agent still has to tell what became of it; null where there is none. */
    default @Nullable InFlight underWay() {
        return null;
    }

    /**
     * How often a message was assigned.
     *
     * @param attempt how often so far, and the fence
     * @param refusals those of them that the agent would not begin, which count as no failed attempt
     * @param inDoubt whether of one of them nobody told what became of it
     */
    record Tries(int attempt, int refusals, boolean inDoubt) {
        public static final Tries NONE = new Tries(0, 0, false);

        Tries next() {
            return new Tries(attempt + 1, refusals, inDoubt);
        }

        Tries refused() {
            return new Tries(attempt, refusals + 1, inDoubt);
        }

        Tries unheard() {
            return inDoubt ? this : new Tries(attempt, refusals, true);
        }

        /** How many agents failed at it, one that has it now included. */
        int failures() {
            return attempt - refusals;
        }
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
    record Waiting(Tries tries, long unheardUntilMs, String trouble) implements MessageState {
        @Override
        public int attempt() {
            return tries.attempt();
        }

        @Override
        public long dueMs(Terms terms) {
            return Math.min(unheardUntilMs, terms.deadlineMs());
        }

        /** Until all was read that was said before its deadline. */
        BackingOff outOfLine(Terms terms) {
            String why = tries.attempt() == 0 ? "the deadline passed while it waited for an agent" : trouble;
            return new BackingOff(tries, terms.deadlineMs(), why);
        }

        @Override
        public Waiting resumed(Policy policy, long nowMs) {
            return unheardUntilMs == NEVER
                    ? this
                    : new Waiting(tries, Math.min(unheardUntilMs, nowMs + policy.unknownGraceMs()), trouble);
        }
    }

    /** With an agent, who must report before the lease ends. */
    record InFlight(Tries tries, String agentId, long agentEpoch, long sentAtMs, long leaseUntilMs)
            implements MessageState {
        @Override
        public int attempt() {
            return tries.attempt();
        }

        @Override
        public InFlight underWay() {
            return this;
        }

        @Override
        public long dueMs(Terms terms) {
            return Math.min(leaseUntilMs, terms.deadlineMs());
        }

        /** With a fresh lease, for the silence was ours. */
        @Override
        public InFlight resumed(Policy policy, long nowMs) {
            return renewedUntil(nowMs + policy.leaseMs());
        }

        /** As what was not sent at once, but so much later. */
        public InFlight sentLater(long byMs) {
            return byMs == 0 ? this : new InFlight(tries, agentId, agentEpoch, sentAtMs + byMs, leaseUntilMs);
        }

        InFlight renewedUntil(long untilMs) {
            return new InFlight(tries, agentId, agentEpoch, sentAtMs, untilMs);
        }
    }

    /**
     * Taken back while it was with an agent, who was told and is to say what became of it. The deadline does not matter any
     * more: it was for the result, and who stops because of it says so a moment after.
     *
     * @param untilMs when that is not waited for any more
     */
    record Withdrawing(InFlight underWay, String why, long untilMs) implements MessageState {
        @Override
        public int attempt() {
            return underWay.attempt();
        }

        @Override
        public long dueMs(Terms terms) {
            return Math.min(untilMs, underWay.leaseUntilMs());
        }

        @Override
        public Withdrawing resumed(Policy policy, long nowMs) {
            return new Withdrawing(
                    underWay.resumed(policy, nowMs), why, Math.min(untilMs, nowMs + policy.withdrawalMs()));
        }

        Withdrawing renewedUntil(long leaseUntilMs) {
            return new Withdrawing(underWay.renewedUntil(leaseUntilMs), why, untilMs);
        }
    }

    /**
     * Failed, and not to be tried again before a time.
     *
     * @param postponed how often that time came and the retry budget was used up
     */
    record BackingOff(Tries tries, long untilMs, String trouble, int postponed) implements MessageState {
        public BackingOff(Tries tries, long untilMs, String trouble) {
            this(tries, untilMs, trouble, 0);
        }

        @Override
        public int attempt() {
            return tries.attempt();
        }

        BackingOff postponedUntil(long laterMs) {
            return new BackingOff(tries, laterMs, trouble, postponed + 1);
        }

        @Override
        public long dueMs(Terms terms) {
            return Math.min(untilMs, terms.deadlineMs());
        }

        @Override
        public BackingOff resumed(Policy policy, long nowMs) {
            return new BackingOff(tries, Math.min(untilMs, nowMs + policy.backoffMaxMs()), trouble, postponed);
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

package dev.swarmlog.registry.core.liveness;

/**
 * When an agent is asked whether it answers, and how long a proof stands.
 *
 * @param intervalMs so old a proof makes a canary due; 0 asks nobody
 * @param timeoutMs how long the agent has to answer
 */
public record CanaryRules(long intervalMs, long timeoutMs) {
    /** What an answer needs from the agent's outcome by way of the router's next observation to here. */
    private static final long WAY_MS = 3_000;

    private static final long POSTPONED_MS = 1_000;

    public Liveness liveness(Proof proof, long nowMs) {
        if (proof.unanswered() > 0) {
            return Liveness.HEARTBEATING;
        }
        if (stands(proof.workedAtMs(), proof, nowMs)) {
            return Liveness.WORKING;
        }
        return stands(proof.answeredAtMs(), proof, nowMs) ? Liveness.ANSWERING : Liveness.HEARTBEATING;
    }

    /** A proof stands until the canary that its age makes due has had its time to be answered. */
    private boolean stands(long provenAtMs, Proof proof, long nowMs) {
        return provenAtMs > 0 && nowMs - provenAtMs - proof.forgivenMs() <= intervalMs + waitMs() + POSTPONED_MS;
    }

    /** When there is something to do about canaries: the one that is out lapses, or the next one is due. */
    public long deadlineMs(Proof proof) {
        if (intervalMs == 0) {
            return Long.MAX_VALUE;
        }
        if (proof.isAsked()) {
            return proof.askedAtMs() + waitMs();
        }
        boolean proven = proof.provenAtMs() > 0 && proof.unanswered() == 0;
        return Math.max(proof.notBeforeMs(), proven ? proof.provenAtMs() + proof.forgivenMs() + intervalMs : 0);
    }

    /**
     * A canary was not answered in time.
     *
     * @param held whether that may be held against the agent: not when no answer of anybody came here since it was asked,
     *     nor when a canary could not be written meanwhile
     * @param unansweredMax until there are so many, the next is asked at once
     */
    public Proof lapsed(Proof proof, boolean held, int unansweredMax, long nowMs) {
        boolean again = held && proof.unanswered() + 1 < unansweredMax;
        return proof.lapsed(held, again ? nowMs : nowMs + intervalMs);
    }

    /** The task has asked so many others that this one has to wait. */
    public Proof postponed(Proof proof, long nowMs) {
        return proof.postponed(nowMs + POSTPONED_MS);
    }

    private long waitMs() {
        return timeoutMs + WAY_MS;
    }
}

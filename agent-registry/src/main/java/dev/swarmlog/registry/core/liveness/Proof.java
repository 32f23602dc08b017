package dev.swarmlog.registry.core.liveness;

/**
 * What an agent has proven beyond its beats, and what it was asked.
 *
 * @param workedAtMs when it was last seen to have completed work; 0 means never, here and below
 * @param answeredAtMs when it was last seen to have answered a canary
 * @param askedAtMs when the canary was asked that is still out; 0 for none
 * @param notBeforeMs when the next may be asked at the earliest
 * @param unanswered so many canaries in a row it has not answered
 * @param forgivenMs by how much older a proof may be, because the registry itself was not looking
 */
public record Proof(
        long workedAtMs, long answeredAtMs, long askedAtMs, long notBeforeMs, int unanswered, long forgivenMs) {
    public static final Proof NONE = new Proof(0, 0, 0, 0, 0, 0);

    /** As it is stored: a canary that was out when the registry stopped is forgotten, its answer counts all the same. */
    public static Proof restored(long workedAtMs, long answeredAtMs, int unanswered) {
        return new Proof(workedAtMs, answeredAtMs, 0, 0, unanswered, 0);
    }

    public long provenAtMs() {
        return Math.max(workedAtMs, answeredAtMs);
    }

    public boolean isAsked() {
        return askedAtMs != 0;
    }

    public Proof worked(long atMs) {
        return new Proof(Math.max(workedAtMs, atMs), answeredAtMs, 0, 0, 0, forgivenBeyond(atMs));
    }

    public Proof answered(long atMs) {
        return new Proof(workedAtMs, Math.max(answeredAtMs, atMs), 0, 0, 0, forgivenBeyond(atMs));
    }

    /** What is forgiven the proof so far and not made good by one of this time: an old one takes nothing away. */
    private long forgivenBeyond(long atMs) {
        return Math.max(0, Math.min(forgivenMs, provenAtMs() + forgivenMs - atMs));
    }

    public Proof asked(long atMs) {
        return new Proof(workedAtMs, answeredAtMs, atMs, 0, unanswered, forgivenMs);
    }

    public Proof postponed(long untilMs) {
        return new Proof(workedAtMs, answeredAtMs, 0, untilMs, unanswered, forgivenMs);
    }

    /** The canary that is out is not expected any more. */
    public Proof lapsed(boolean held, long nextMs) {
        return new Proof(workedAtMs, answeredAtMs, 0, nextMs, held ? unanswered + 1 : unanswered, forgivenMs);
    }

    /** Who may be gone is not asked; what it was asked is not held against it. */
    public Proof unasked() {
        return isAsked() ? postponed(0) : this;
    }

    public Proof forgiving(long ms) {
        long asked = askedAtMs == 0 ? 0 : askedAtMs + ms;
        return new Proof(workedAtMs, answeredAtMs, asked, notBeforeMs, unanswered, Math.max(0, forgivenMs + ms));
    }
}

package dev.swarmlog.coordinator.session.core.part;

/**
 * What a command came to.
 *
 * @param number a version, a fence, a letter's number, or a participant's, by what was asked
 * @param untilMs how long what was got is to be had
 * @param retryAfterMs of a refusal that may be none the next time; the same command may be given again
 */
public record Answer(Refusal refusal, String detail, long number, long untilMs, long retryAfterMs) {
    public static final Answer OK = ok(0);

    public static Answer ok(long number) {
        return ok(number, 0);
    }

    public static Answer ok(long number, long untilMs) {
        return new Answer(Refusal.NONE, "", number, untilMs, 0);
    }

    public static Answer refused(Refusal why, String detail) {
        return new Answer(why, detail, 0, 0, 0);
    }

    /** With what was found instead. */
    public static Answer refused(Refusal why, String detail, long found) {
        return new Answer(why, detail, found, 0, 0);
    }

    public static Answer notNow(Refusal why, String detail, long retryAfterMs) {
        return new Answer(why, detail, 0, 0, retryAfterMs);
    }

    public boolean isOk() {
        return refusal == Refusal.NONE;
    }
}

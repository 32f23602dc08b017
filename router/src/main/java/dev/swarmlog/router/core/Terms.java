package dev.swarmlog.router.core;

/**
 * What holds for one message through its whole life.
 *
 * @param attemptsMax how many assignments it gets, those included that agents failed at
 * @param deadlineMs after which nobody wants the result
 * @param awaited whether a requester named a reply topic, and so hears whatever the answer is
 * @param keyed whether it carries an idempotency key, so that its answer is kept for repetitions
 * @param tracked whether its agent has to answer; else it is forgotten once it was sent
 * @param patient whether it also waits, until its deadline, for a capability that nobody has had yet
 * @param losses how many assignments more it gets when the last one ended without a word
 */
public record Terms(
        int attemptsMax,
        long deadlineMs,
        boolean awaited,
        boolean keyed,
        boolean tracked,
        boolean patient,
        int losses) {
    /** The same once somebody waits. */
    public Terms whenAwaited() {
        return new Terms(attemptsMax, deadlineMs, true, keyed, tracked, patient, losses);
    }
}

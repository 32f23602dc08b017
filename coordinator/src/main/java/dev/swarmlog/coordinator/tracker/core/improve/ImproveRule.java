package dev.swarmlog.coordinator.tracker.core.improve;

/**
 * When something is proposed, and how it is tried.
 *
 * @param samplesMin with fewer runs of a step nothing is said of it
 * @param troubleMin so often something must have gone wrong, and
 * @param troubleShare in this share of all
 * @param splitShare a step that takes this share of a saga's time could be several
 * @param splitMsMin if it takes at least this long
 * @param permille so many of a thousand new sagas try a change, unless who approves says otherwise
 * @param trialRuns after so many sagas that tried it a change that is not worse stays
 * @param trialMs a trial that takes longer is given up
 */
public record ImproveRule(
        int samplesMin,
        int troubleMin,
        double troubleShare,
        double splitShare,
        long splitMsMin,
        int permille,
        int trialRuns,
        long trialMs) {
    /** Without others to compare with there is no trial. */
    public static final int PERMILLE_MAX = 500;

    public static final ImproveRule DEFAULT = new ImproveRule(50, 5, 0.02, 0.6, 10_000, 200, 200, 7L * 86_400_000);
}

package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.ImproveRule;
import dev.swarmlog.coordinator.tracker.core.track.OddityRule;
import dev.swarmlog.runtime.settings.Settings;

/**
 * Bounds and rules of the tracker.
 *
 * @param share of all sagas that is looked at
 * @param runsMax so many sagas of one task are followed at once
 * @param tracksMax so many definitions of one task are known
 */
record TrackerConfig(double share, int runsMax, int tracksMax, OddityRule oddity, ImproveRule rule) {
    private static final long DAY_MS = 86_400_000;

    static TrackerConfig from(Settings settings) {
        double share = settings.share(
                "SWARMLOG_COORDINATOR_TRACKER_SHARE",
                1.0,
                "The share of all sagas that the tracker looks at; 0 turns it off");
        int runsMax = settings.whole(
                "SWARMLOG_COORDINATOR_TRACKER_RUNS_MAX",
                50_000,
                100,
                10_000_000,
                "So many sagas of one partition the tracker follows at once; of more, those are left out of which"
                        + " nothing was heard for longest");
        int tracksMax = settings.whole(
                "SWARMLOG_COORDINATOR_TRACKER_DEFINITIONS_MAX",
                200,
                1,
                10_000,
                "So many definitions, each version for itself, the tracker knows of one partition; of more, those are"
                        + " forgotten of which no saga ended for longest");
        int samplesMin = settings.whole(
                "SWARMLOG_COORDINATOR_TRACKER_SAMPLES_MIN",
                OddityRule.DEFAULT.samplesMin(),
                10,
                2_000,
                "With fewer sagas of a definition before it nothing is an anomaly, nor proposed");
        double scoreMin = settings.decimal(
                "SWARMLOG_COORDINATOR_TRACKER_ANOMALY_SCORE",
                OddityRule.DEFAULT.scoreMin(),
                1,
                1_000,
                "From this modified z-score on a duration is an anomaly");
        return new TrackerConfig(
                share, runsMax, tracksMax, new OddityRule(samplesMin, scoreMin), rule(settings, samplesMin));
    }

    private static ImproveRule rule(Settings settings, int samplesMin) {
        ImproveRule usual = ImproveRule.DEFAULT;
        return new ImproveRule(
                samplesMin,
                usual.troubleMin(),
                usual.troubleShare(),
                usual.splitShare(),
                usual.splitMsMin(),
                settings.whole(
                        "SWARMLOG_COORDINATOR_TRIAL_PERMILLE",
                        usual.permille(),
                        1,
                        ImproveRule.PERMILLE_MAX,
                        "So many of a thousand new sagas try a change that is approved, unless who approves says"
                                + " otherwise"),
                settings.whole(
                        "SWARMLOG_COORDINATOR_TRIAL_RUNS",
                        usual.trialRuns(),
                        20,
                        1_000_000,
                        "After so many sagas that tried it a change that is not worse stays"),
                settings.millis(
                        "SWARMLOG_COORDINATOR_TRIAL_MS",
                        usual.trialMs(),
                        1_000,
                        365 * DAY_MS,
                        "A trial that takes longer is given up"));
    }
}

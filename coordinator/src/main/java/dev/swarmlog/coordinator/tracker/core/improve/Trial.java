package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.track.Spread;

/**
 * A change and what it would change, side by side, of those sagas that began since.
 *
 * <p>They are compared when 10, 20, 40, 80... sagas have tried the change and at the end, each time by two one-sided tests
 * at 2.6 standard deviations (one in 200): whether more fail (two proportions), and whether they take longer (Mann and
 * Whitney, and in at least 60 % of pairs). So a change that does no harm is taken for harmful in at most one trial of 20.
 *
 * @param candidate the version with the change; empty before there is one
 * @param permille so many of a thousand try it
 * @param looks how often both were compared
 */
public record Trial(String candidate, int permille, Tally base, Tally tried, int looks, long sinceMs) {
    static final Trial NONE = new Trial("", 0, Tally.NONE, Tally.NONE, 0, 0);

    private static final int FIRST_LOOK = 10;
    private static final double DEVIATIONS = 2.6;
    private static final double LONGER_SHARE = 0.6;
    private static final int FAILED_MIN = 3;
    private static final int BASE_MIN = 50;

    /** What a trial says. */
    public enum Verdict {
        GOING,
        WORSE,
        NOT_WORSE
    }

    static Trial begun(String candidate, int permille, long nowMs) {
        return new Trial(candidate, permille, Tally.NONE, Tally.NONE, 0, nowMs);
    }

    Trial and(Run run, String baseVersion) {
        if (run.startedAtMs() < sinceMs) {
            return this;
        }
        if (run.version().equals(candidate)) {
            return new Trial(candidate, permille, base, tried.and(run), looks, sinceMs);
        }
        return run.version().equals(baseVersion)
                ? new Trial(candidate, permille, base.and(run), tried, looks, sinceMs)
                : this;
    }

    /** Whether enough is there to compare once more. */
    boolean isDue(ImproveRule rule) {
        boolean isAtEnd = tried.runs() >= rule.trialRuns();
        boolean isAtLook = looks < 30 && tried.runs() >= (long) FIRST_LOOK << looks;
        return (isAtLook && base.runs() >= FIRST_LOOK) || (isAtEnd && base.runs() >= baseMin(rule));
    }

    private static int baseMin(ImproveRule rule) {
        return Math.min(BASE_MIN, rule.trialRuns());
    }

    Trial looked() {
        return new Trial(candidate, permille, base, tried, looks + 1, sinceMs);
    }

    Verdict verdict(ImproveRule rule) {
        if (failsMore() || takesLonger()) {
            return Verdict.WORSE;
        }
        return tried.runs() >= rule.trialRuns() && base.runs() >= baseMin(rule) ? Verdict.NOT_WORSE : Verdict.GOING;
    }

    private boolean failsMore() {
        double share = (double) (tried.failed() + base.failed()) / (tried.runs() + base.runs());
        double error = Math.sqrt(share * (1 - share) * (1.0 / tried.runs() + 1.0 / base.runs()));
        double more = (double) tried.failed() / tried.runs() - (double) base.failed() / base.runs();
        return tried.failed() >= FAILED_MIN && error > 0 && more / error >= DEVIATIONS;
    }

    private boolean takesLonger() {
        Spread.Ranks ranks = tried.took().against(base.took());
        return ranks.longer() >= LONGER_SHARE && ranks.deviations() >= DEVIATIONS;
    }

    String told() {
        return tried.told() + "; without the change " + base.told();
    }
}

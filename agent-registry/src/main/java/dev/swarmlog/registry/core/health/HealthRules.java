package dev.swarmlog.registry.core.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How health is judged; the package tells how.
 *
 * @param degradedBelow an agent is degraded below this score ...
 * @param healthyFrom ... and healthy again from this one on
 * @param degradedMsMin ... but not before it was degraded for so long, if it is failures that it was degraded for
 * @param memoryMs the half-life of outcomes, and how long failures in a row stand when no more outcomes come
 */
public record HealthRules(
        Weights weights,
        Ceilings ceilings,
        double degradedBelow,
        double healthyFrom,
        long degradedMsMin,
        long memoryMs) {
    public static final HealthRules DEFAULT =
            new HealthRules(Weights.DEFAULT, Ceilings.DEFAULT, 0.5, 0.7, 15_000, 60_000);

    /** Less than this is not worth telling, nor taking. */
    private static final double COST_MIN = 0.01;

    /** Up to this share of what is too slow, a response is quick. */
    private static final double QUICK = 0.1;

    /**
     * The plain rules: whoever breaks one is degraded, whatever the score.
     *
     * @param outcomesMin an error rate over fewer outcomes says nothing
     */
    public record Ceilings(
            int failuresInARowMax,
            double errorRateMax,
            int outcomesMin,
            long responseMsMax,
            int canariesUnansweredMax) {
        public static final Ceilings DEFAULT = new Ceilings(3, 0.5, 10, 10_000, 3);
    }

    /** 0.0 (useless) to 1.0 (perfect). On the hot path: allocates nothing. */
    public double score(Signs signs) {
        double score = 1;
        score *= 1 - ofStaleness(signs);
        score *= 1 - ofErrors(signs);
        score *= 1 - ofFailuresInARow(signs);
        score *= 1 - ofResponseTime(signs);
        score *= 1 - ofSaturation(signs);
        return score * (1 - ofCanaries(signs));
    }

    /** Why the score is not 1, dearest first. */
    public List<Cost> why(Signs signs) {
        double[] alone = {
            ofStaleness(signs),
            ofErrors(signs),
            ofFailuresInARow(signs),
            ofResponseTime(signs),
            ofSaturation(signs),
            ofCanaries(signs)
        };
        double sum = 0;
        for (double one : alone) {
            sum += one;
        }
        double lost = 1 - score(signs);
        List<Cost> why = new ArrayList<>();
        for (Factor factor : Factor.values()) {
            double taken = alone[at(factor)];
            if (taken > 0) {
                why.add(new Cost(factor, lost * taken / sum));
            }
        }
        why.sort(Comparator.comparingDouble(Cost::cost).reversed());
        return why;
    }

    private static int at(Factor factor) {
        return switch (factor) {
            case STALENESS -> 0;
            case SUCCESS_RATE -> 1;
            case CONSECUTIVE_FAILURES -> 2;
            case RESPONSE_TIME -> 3;
            case SATURATION -> 4;
            case CANARY -> 5;
        };
    }

    /** Whether an agent that was well until now is so no more. */
    public boolean isBad(Signs signs, double score) {
        return score < degradedBelow || breaksARule(signs);
    }

    /** Whether an agent that was not well for so long is so again. */
    public boolean isGoodAgain(Signs signs, double score, long degradedMs) {
        return score >= healthyFrom && !breaksARule(signs) && !isTooSoon(signs, degradedMs);
    }

    /** One completion ends a row of failures, and the next row soon follows: neither the score nor a rule sees that. */
    private boolean isTooSoon(Signs signs, long degradedMs) {
        return signs.work().failed() > 0 && degradedMs >= 0 && degradedMs < degradedMsMin;
    }

    private boolean breaksARule(Signs signs) {
        if (signs.canariesUnanswered() >= ceilings.canariesUnansweredMax || isSlow(signs)) {
            return true;
        }
        return signs.work().failed() > 0 && (failsInARow(signs) || errsTooOften(signs));
    }

    private boolean isSlow(Signs signs) {
        return signs.work().responseMs(signs.nowMs(), memoryMs) > ceilings.responseMsMax;
    }

    private boolean failsInARow(Signs signs) {
        return signs.work().standing(signs.nowMs(), memoryMs) >= ceilings.failuresInARowMax;
    }

    private boolean errsTooOften(Signs signs) {
        TrackRecord work = signs.work();
        return work.errorRate() > ceilings.errorRateMax
                && work.outcomes(signs.nowMs(), memoryMs) >= ceilings.outcomesMin;
    }

    /** What is wrong with an agent that is degraded, for people; null when it is the sum of many things. */
    public @Nullable String complaint(Signs signs) {
        TrackRecord work = signs.work();
        if (work.failed() > 0 && failsInARow(signs)) {
            return work.failuresInARow() + " failures in a row";
        }
        if (work.failed() > 0 && errsTooOften(signs)) {
            return "error rate " + percent(work.errorRate());
        }
        if (isSlow(signs)) {
            return "responses take " + (long) work.responseMs() + " ms";
        }
        return signs.canariesUnanswered() >= ceilings.canariesUnansweredMax
                ? signs.canariesUnanswered() + " canaries unanswered"
                : null;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private double ofStaleness(Signs signs) {
        return taken(weights.staleness(), signs.staleness());
    }

    private double ofErrors(Signs signs) {
        TrackRecord work = signs.work();
        if (work.failed() == 0) {
            return 0;
        }
        double sure = Math.min(1, work.outcomes(signs.nowMs(), memoryMs) / ceilings.outcomesMin);
        return taken(weights.successRate(), work.errorRate() * sure);
    }

    /** One failure is no row. */
    private double ofFailuresInARow(Signs signs) {
        int inARow = signs.work().failuresInARow();
        return inARow < 2
                ? 0
                : taken(
                        weights.consecutiveFailures(),
                        (signs.work().standing(signs.nowMs(), memoryMs) - 1.0)
                                / Math.max(1, ceilings.failuresInARowMax - 1));
    }

    private double ofResponseTime(Signs signs) {
        double quickMs = QUICK * ceilings.responseMsMax;
        double responseMs = signs.work().responseMs(signs.nowMs(), memoryMs);
        return taken(weights.responseTime(), (responseMs - quickMs) / (ceilings.responseMsMax - quickMs));
    }

    private double ofSaturation(Signs signs) {
        return taken(weights.saturation(), signs.use() - 1);
    }

    private double ofCanaries(Signs signs) {
        return taken(weights.canary(), (double) signs.canariesUnanswered() / ceilings.canariesUnansweredMax);
    }

    private static double taken(double weight, double illness) {
        double taken = weight * Math.min(1, illness);
        return taken < COST_MIN ? 0 : taken;
    }
}

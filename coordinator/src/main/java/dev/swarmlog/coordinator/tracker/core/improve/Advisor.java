package dev.swarmlog.coordinator.tracker.core.improve;

import dev.swarmlog.coordinator.tracker.core.improve.Finding.Figure;
import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.track.StepTrack;
import dev.swarmlog.coordinator.tracker.core.track.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the history of a definition speaks for. */
public record Advisor(ImproveRule rule) {
    private static final double NEAR = 0.8;
    private static final long TIMEOUT_MS_MAX = 86_400_000;
    private static final int ATTEMPTS_MAX = 10;
    private static final long PAUSE_MS_MAX = 10_000;

    /** At most one for a step: the one that would help most. */
    public List<Finding> look(Track track, Map<Integer, StepPlan> plans) {
        List<Finding> found = new ArrayList<>();
        for (StepTrack each : track.steps().values()) {
            StepPlan plan = plans.get(each.step());
            if (plan == null || !plan.isWork() || each.counts().begun() < rule.samplesMin()) {
                continue;
            }
            if (isCutShort(each, plan)) {
                found.add(longer(each, plan));
            } else if (isTrouble(each.givenUp(Cause::isOverload), each.counts().begun())
                    && plan.pauseMs() < PAUSE_MS_MAX) {
                found.add(slower(each, plan));
            } else if (isWorthAnother(each, plan)) {
                found.add(oftener(each, plan));
            } else if (isMost(each, track)) {
                found.add(several(each, track, plan));
            }
        }
        return found;
    }

    private boolean isTrouble(long times, long of) {
        return times >= rule.troubleMin() && times >= rule.troubleShare() * of;
    }

    /** Time runs out, and either answers came after all, or those in time came just so. */
    private boolean isCutShort(StepTrack step, StepPlan plan) {
        return plan.timeoutMs() > 0
                && plan.timeoutMs() < TIMEOUT_MS_MAX
                && isTrouble(step.counts().timeouts(), step.counts().attempts())
                && (step.counts().late() > 0 || step.attempt().at(0.99) >= NEAR * plan.timeoutMs());
    }

    private Finding longer(StepTrack step, StepPlan plan) {
        return finding(
                Kind.RAISE_TIMEOUT,
                step,
                plan,
                plan.timeoutMs(),
                Math.min(TIMEOUT_MS_MAX, 2 * plan.timeoutMs()),
                new Figure("attempts whose time ran out", step.counts().timeouts()),
                new Figure("of so many attempts", step.counts().attempts()),
                new Figure("done after their time ran out", step.counts().late()),
                new Figure("p99 of an attempt, ms", step.attempt().at(0.99)));
    }

    private Finding slower(StepTrack step, StepPlan plan) {
        return finding(
                Kind.CHANGE_STRATEGY,
                step,
                plan,
                plan.pauseMs(),
                Math.min(PAUSE_MS_MAX, Math.max(1_000, 5 * plan.pauseMs())),
                new Figure("given up for want of capacity", step.givenUp(Cause::isOverload)),
                new Figure("of so many", step.counts().begun()));
    }

    private boolean isWorthAnother(StepTrack step, StepPlan plan) {
        return plan.attemptsMax() < ATTEMPTS_MAX
                && isTrouble(step.givenUp(Cause::isPassing), step.counts().begun())
                && (step.counts().rescued() >= rule.troubleMin() || plan.attemptsMax() == 1);
    }

    private Finding oftener(StepTrack step, StepPlan plan) {
        return finding(
                Kind.MORE_RETRIES,
                step,
                plan,
                plan.attemptsMax(),
                Math.min(ATTEMPTS_MAX, plan.attemptsMax() + 2L),
                new Figure("given up for what may pass", step.givenUp(Cause::isPassing)),
                new Figure("of so many", step.counts().begun()),
                new Figure("done by a later attempt", step.counts().rescued()));
    }

    private boolean isMost(StepTrack step, Track track) {
        long median = step.took().middle().medianMs();
        return step.took().total() >= rule.samplesMin()
                && median >= rule.splitMsMin()
                && median >= rule.splitShare() * track.took().middle().medianMs();
    }

    private Finding several(StepTrack step, Track track, StepPlan plan) {
        return finding(
                Kind.SPLIT_STEP,
                step,
                plan,
                step.took().middle().medianMs(),
                0,
                new Figure("median of the step, ms", step.took().middle().medianMs()),
                new Figure("median of the saga, ms", track.took().middle().medianMs()));
    }

    private static Finding finding(Kind kind, StepTrack step, StepPlan plan, long from, long to, Figure... evidence) {
        return new Finding(kind, step.step(), plan.name(), from, to, List.of(evidence));
    }
}

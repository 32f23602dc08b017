package dev.swarmlog.coordinator.tracker.core.track;

import dev.swarmlog.coordinator.tracker.core.run.Cause;
import dev.swarmlog.coordinator.tracker.core.run.StepRun;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** Mutable, for one thread: what became of one step in all sagas of a definition. */
public final class StepTrack {
    private final int step;
    private final Spread took;
    private final Spread attempt;
    private final Map<Cause, Long> failures = new EnumMap<>(Cause.class);
    private final Map<Cause, Long> givenUp = new EnumMap<>(Cause.class);
    private Counts counts;

    /**
     * How often what happened.
     *
     * @param rescued done by a later attempt than the first
     * @param late done by an attempt whose time had run out
     * @param timeoutMs how much time an attempt has now; 0 means no end
     */
    public record Counts(
            long begun,
            long done,
            long attempts,
            int attemptsMax,
            long rescued,
            long timeouts,
            long late,
            long timeoutMs) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

        Counts half() {
            return new Counts(
                    begun / 2, done / 2, attempts / 2, attemptsMax, rescued / 2, timeouts / 2, late / 2, timeoutMs);
        }

        Counts and(StepRun run) {
            boolean isRescued = run.done() && run.attempts() > 1 && run.attemptMs() > 0;
            return new Counts(
                    begun + 1,
                    done + (run.done() ? 1 : 0),
                    attempts + run.attempts(),
                    Math.max(attemptsMax, run.attempts()),
                    rescued + (isRescued ? 1 : 0),
                    timeouts + run.failures().getOrDefault(Cause.TIMED_OUT, 0L),
                    late + run.late(),
                    run.attempts() == 0 ? timeoutMs : run.timeoutMs());
        }
    }

    StepTrack(int step) {
        this(step, Counts.NONE, new Spread(), new Spread());
    }

    public StepTrack(int step, Counts counts, Spread took, Spread attempt) {
        this.step = step;
        this.counts = counts;
        this.took = took;
        this.attempt = attempt;
    }

    /** To restore what was counted before. */
    public StepTrack having(Map<Cause, Long> failed, Map<Cause, Long> given) {
        failures.putAll(failed);
        givenUp.putAll(given);
        return this;
    }

    void count(StepRun run) {
        counts = counts.and(run);
        run.failures().forEach((cause, times) -> failures.merge(cause, times, Long::sum));
        if (run.done()) {
            took.add(run.tookMs());
        } else if (run.isOver()) {
            givenUp.merge(run.failed(), 1L, Long::sum);
        }
        if (run.attemptMs() > 0) {
            attempt.add(run.attemptMs());
        }
    }

    void fade() {
        counts = counts.half();
        took.fade();
        attempt.fade();
        failures.replaceAll((cause, times) -> times / 2);
        givenUp.replaceAll((cause, times) -> times / 2);
    }

    public int step() {
        return step;
    }

    public Counts counts() {
        return counts;
    }

    /** From its first attempt to its end, of those that were done. */
    public Spread took() {
        return took;
    }

    /** Of the attempts that did it. */
    public Spread attempt() {
        return attempt;
    }

    /** Of all attempts. */
    public Map<Cause, Long> failures() {
        return Map.copyOf(failures);
    }

    public Map<Cause, Long> givenUp() {
        return Map.copyOf(givenUp);
    }

    /** How often it was given up for such a cause. */
    public long givenUp(Predicate<Cause> which) {
        return givenUp.entrySet().stream()
                .filter(each -> which.test(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

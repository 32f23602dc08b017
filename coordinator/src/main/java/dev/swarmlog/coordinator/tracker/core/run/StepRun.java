package dev.swarmlog.coordinator.tracker.core.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What became of one step of one saga.
 *
 * @param startedAtMs when it was begun first
 * @param endedAtMs when it was done or given up; 0 means neither
 * @param attempts how often it was begun
 * @param attemptAtMs when the attempt under way began
 * @param attemptMs how long the attempt took that did it; 0 where nobody knows
 * @param timeoutMs how much time an attempt had; 0 means no end
 * @param timedOut the attempts whose time ran out
 * @param late how many of those did it after all
 * @param failed why it was given up; UNKNOWN where it was not
 */
public record StepRun(
        int step,
        long startedAtMs,
        long endedAtMs,
        boolean done,
        int attempts,
        long attemptAtMs,
        long attemptMs,
        long timeoutMs,
        List<Integer> timedOut,
        int late,
        Map<Cause, Long> failures,
        Cause failed) {
    /** Further ones of the same step are not told apart. */
    private static final int TIMED_OUT_MAX = 100;

    public StepRun {
        timedOut = List.copyOf(timedOut);
        failures = Map.copyOf(failures);
    }

    static StepRun begun(int step, long atMs) {
        return new StepRun(step, atMs, 0, false, 0, 0, 0, 0, List.of(), 0, Map.of(), Cause.UNKNOWN);
    }

    public boolean isOver() {
        return endedAtMs > 0;
    }

    public long tookMs() {
        return Math.max(0, endedAtMs - startedAtMs);
    }

    StepRun tried(long atMs, long timeout) {
        return new StepRun(
                step,
                startedAtMs,
                endedAtMs,
                done,
                attempts + 1,
                atMs,
                attemptMs,
                Math.max(timeoutMs, timeout),
                timedOut,
                late,
                failures,
                failed);
    }

    StepRun failed(int attempt, boolean isElement, Cause cause) {
        Map<Cause, Long> more = new EnumMap<>(Cause.class);
        more.putAll(failures);
        more.merge(cause, 1L, Long::sum);
        List<Integer> out = timedOut;
        if (cause == Cause.TIMED_OUT && !isElement && out.size() < TIMED_OUT_MAX) {
            out = new ArrayList<>(timedOut);
            out.add(attempt);
        }
        return new StepRun(
                step,
                startedAtMs,
                endedAtMs,
                done,
                attempts,
                attemptAtMs,
                attemptMs,
                timeoutMs,
                out,
                late,
                more,
                failed);
    }

    /** The answer to an attempt whose time was over says nothing of how long attempts take, but that they are cut short. */
    StepRun succeeded(int attempt, long atMs) {
        boolean isLate = timedOut.contains(attempt);
        return new StepRun(
                step,
                startedAtMs,
                atMs,
                true,
                attempts,
                attemptAtMs,
                isLate || attemptAtMs == 0 ? 0 : Math.max(1, atMs - attemptAtMs),
                timeoutMs,
                timedOut,
                late + (isLate ? 1 : 0),
                failures,
                Cause.UNKNOWN);
    }

    StepRun done(long atMs) {
        return ended(atMs, true, Cause.UNKNOWN);
    }

    StepRun givenUp(long atMs, Cause cause) {
        return ended(atMs, false, cause);
    }

    private StepRun ended(long atMs, boolean isDone, Cause cause) {
        return new StepRun(
                step,
                startedAtMs,
                atMs,
                isDone,
                attempts,
                attemptAtMs,
                attemptMs,
                timeoutMs,
                timedOut,
                late,
                failures,
                cause);
    }
}

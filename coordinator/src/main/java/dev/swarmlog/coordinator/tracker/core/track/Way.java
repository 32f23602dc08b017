package dev.swarmlog.coordinator.tracker.core.track;

import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.coordinator.tracker.core.run.StepRun;
import java.util.ArrayList;
import java.util.List;

/**
 * The way that a saga took. Steps beside each other end in any order, so a way is which were done, not in which order.
 *
 * @param steps those that were done, by index
 * @param failed the first that was given up; negative for none
 */
public record Way(List<Integer> steps, int failed) {
    public Way {
        steps = List.copyOf(steps);
    }

    static Way of(Run run) {
        List<Integer> done = new ArrayList<>();
        int failed = -1;
        long failedAtMs = Long.MAX_VALUE;
        for (StepRun each : run.steps().values()) {
            if (each.done()) {
                done.add(each.step());
            } else if (each.isOver() && each.endedAtMs() < failedAtMs) {
                failed = each.step();
                failedAtMs = each.endedAtMs();
            }
        }
        done.sort(null);
        return new Way(done, failed);
    }
}

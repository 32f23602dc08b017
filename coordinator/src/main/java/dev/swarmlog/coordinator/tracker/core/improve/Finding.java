package dev.swarmlog.coordinator.tracker.core.improve;

import java.util.List;

/**
 * A change that a history speaks for.
 *
 * @param from what it is now: milliseconds or attempts
 * @param to what it should be; 0 where that is for a person to say
 */
public record Finding(Kind kind, int step, String stepName, long from, long to, List<Figure> evidence) {
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** A figure that speaks for it. */
    public record Figure(String what, double value) {}
}

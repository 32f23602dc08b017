package dev.swarmlog.coordinator.budget.core;

import java.util.List;

/**
 * A limit on all paths of a pattern, on each for itself.
 *
 * @param pattern the names of a path, in which {@code *} stands for any one
 * @param depthMax how many may ask on behalf of one another
 * @param thresholds percentages of which a person hears when they are reached, ascending
 */
public record Limit(List<String> pattern, Amounts amounts, int depthMax, List<Integer> thresholds, AtLimit atLimit) {
    public static final String ANY = "*";

    public Limit {
        pattern = List.copyOf(pattern);
        thresholds = List.copyOf(thresholds);
    }

    boolean isForMany() {
        return pattern.contains(ANY);
    }
}

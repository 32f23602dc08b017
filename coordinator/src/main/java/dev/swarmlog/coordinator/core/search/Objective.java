package dev.swarmlog.coordinator.core.search;

/** What a point is worth; less is better. */
public interface Objective {
    double value(double[] point);
}

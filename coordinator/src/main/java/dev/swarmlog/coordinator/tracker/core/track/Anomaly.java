package dev.swarmlog.coordinator.tracker.core.track;

/**
 * A saga that took much longer or shorter than its like.
 *
 * @param step negative for the saga as a whole
 * @param score 0.6745 times the distance from the median, by the median of such distances; negative for too short
 */
public record Anomaly(String sagaId, int step, long tookMs, long medianMs, double score, long atMs) {}

package dev.swarmlog.bench.scale;

import java.util.Map;

/**
 * One line of the table.
 *
 * @param idle milliseconds of the processor a second that each process uses while nothing happens
 */
public record ScaleRow(int agents, int partitions, Map<String, Double> idle, Price messages, Price beats) {
    /**
     * What one thing costs.
     *
     * @param perSecond how many were done a second
     * @param micros of the processor, by process
     * @param behind how many were not done yet when the measurement ended
     */
    public record Price(double perSecond, Map<String, Double> micros, long behind) {
        public double all() {
            return micros.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }
}

package dev.swarmlog.bench.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a simulation is about.
 *
 * @param crew how many agents there are and of what kind
 * @param utilisation the part of what all agents can do together on average that is asked of them
 * @param speeds the speeds that an agent may have, slowest first; it begins at any of them
 * @param dwellMs for how long it keeps one on average, before it goes one up or down
 */
record Scenario(String name, Crew crew, double utilisation, List<Double> speeds, double dwellMs) {
    /** What a message takes at speed 1, on average. */
    static final double WORK_MS = 100;

    /** What cutting off adds to the mean. */
    private static final double WORK_MS_MEAN = WORK_MS * 1.0833;

    /**
     * Agents that are all of one kind.
     *
     * @param concurrency how many messages an agent works on at once
     * @param cores how many of them go on at full speed; if there are more, all of them share
     */
    record Crew(int size, int concurrency, int cores) {}

    /** Normal with a deviation as large as the mean, cut off at nothing, as Prequal's authors have it. */
    static double work(RandomGenerator random) {
        return Math.max(0.5, WORK_MS + WORK_MS * random.nextGaussian());
    }

    static double exponential(double mean, RandomGenerator random) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    double arrivalEveryMs() {
        double mean = 0;
        for (double speed : speeds) {
            mean += speed / speeds.size();
        }
        return WORK_MS_MEAN / (utilisation * crew.size() * crew.cores() * mean);
    }
}

package dev.swarmlog.bench.scale;

import java.util.List;

/**
 * What is measured, and how long.
 *
 * @param agents of each row with the usual number of partitions
 * @param partitions of each row with the usual number of agents
 * @param load of each row
 * @param warmUpSeconds of processes that were just started, under the whole load
 * @param seconds of each measurement
 */
public record ScalePlan(List<Integer> agents, List<Integer> partitions, Rates load, int warmUpSeconds, int seconds) {
    /** How many agents there are where partitions are compared. */
    static final int USUAL_AGENTS = 1_000;

    private static final int SETTLING_SECONDS_MAX = 4;

    /** An even pace. */
    public record Rates(int messagesPerSecond, int beatsPerSecond) {}

    public ScalePlan {
        agents = List.copyOf(agents);
        partitions = List.copyOf(partitions);
        boolean makesSense = seconds > 0
                && warmUpSeconds > 0
                && load.messagesPerSecond > 0
                && load.beatsPerSecond > 0
                && agents.stream().allMatch(count -> count > 0)
                && partitions.stream().allMatch(count -> count > 0);
        if (!makesSense) {
            throw new IllegalArgumentException("agents, partitions, rates and seconds are 1 at least");
        }
    }

    /** Before a measurement, and for who is there to be known. */
    int settlingSeconds() {
        return Math.min(SETTLING_SECONDS_MAX, seconds);
    }
}

package dev.swarmlog.coordinator.core.forage;

import java.util.List;

/**
 * How real work is brought in.
 *
 * @param ways who can be sent for it
 * @param outMax so many loads may be out at once; the QUEEN sends fewer where fewer are left
 * @param attemptsMax so often a load is sent before its items go alone, and an item alone before it is set aside
 * @param scouts which share of loads goes where was tried least
 * @param evaporation which share of the pheromone goes with each load that comes back
 * @param greed the power to which pheromone is raised
 * @param patienceMs after so long without a word a load is given up and sent anew
 */
public record HuntRule(
        List<String> ways,
        int outMax,
        int attemptsMax,
        double scouts,
        double evaporation,
        double greed,
        long patienceMs) {
    public HuntRule {
        ways = List.copyOf(ways);
    }
}

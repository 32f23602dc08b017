package dev.swarmlog.coordinator.core.forage;

/**
 * How a swarm forages.
 *
 * @param kinds of items there are
 * @param ways in which each can be brought in
 * @param evaporation which share of the pheromone goes with each step
 * @param greed the power to which a FORAGER raises pheromone; a WORKER takes it as it is
 */
public record ForageRule(int kinds, int ways, double evaporation, double greed) {
    public static final ForageRule USUAL = new ForageRule(4, 4, 0.02, 3);
}

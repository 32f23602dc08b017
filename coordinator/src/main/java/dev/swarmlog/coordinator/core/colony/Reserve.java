package dev.swarmlog.coordinator.core.colony;

/**
 * What a swarm asks of a budget before each errand.
 *
 * @param budget the path of who spends, in which the swarm is one name more
 * @param model by which the budget knows prices; empty for none
 */
public record Reserve(String budget, long tokens, long costMicros, String model) {}

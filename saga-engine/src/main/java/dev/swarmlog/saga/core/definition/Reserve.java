package dev.swarmlog.saga.core.definition;

/**
 * What an attempt asks for before it begins.
 *
 * @param budget the path of who spends, in which the instance is one name more
 * @param model by which the budget knows prices; empty for none
 */
public record Reserve(String budget, long tokens, long costMicros, String model) {}

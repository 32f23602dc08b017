package dev.swarmlog.coordinator.core.space;

/**
 * Where a population can go.
 *
 * @param cost of being there, for each
 * @param room for so many
 */
public record Region(String name, float x, float y, float z, double cost, int room) {}

package dev.swarmlog.registry.core.health;

/** What a factor took from the score. */
public record Cost(Factor factor, double cost) {}

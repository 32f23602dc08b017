package dev.swarmlog.router.core.strategy;

import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What the choice of an agent for one message depends on, beside the agents.
 *
 * @param key by which strategies that keep like with like tell what is alike
 * @param avoid the agents that must not get it; mostly none, or the one that failed at it
 * @param explained whether somebody will ask how likely the choice was
 */
public record Wish(String key, Set<String> avoid, long nowMs, RandomGenerator random, boolean explained) {}

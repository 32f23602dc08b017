package dev.swarmlog.bench.plan;

/**
 * What one kind of process needs.
 *
 * @param cores that are busy, all instances together
 * @param memoryGib of one instance
 */
public record Need(String what, int instances, double cores, double memoryGib) {}

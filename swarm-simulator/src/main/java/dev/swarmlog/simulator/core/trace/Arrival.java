package dev.swarmlog.simulator.core.trace;

/**
 * One message of a trace.
 *
 * @param atMs after the trace's first
 * @param bytes of its payload
 * @param workMs how long it was worked on; negative where the trace does not say
 */
public record Arrival(double atMs, int bytes, double workMs) {}

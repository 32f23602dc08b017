package dev.swarmlog.saga.core.state;

/**
 * Why a person is needed.
 *
 * @param step negative where none is to blame
 */
public record Attention(int step, String why, long sinceMs) {}

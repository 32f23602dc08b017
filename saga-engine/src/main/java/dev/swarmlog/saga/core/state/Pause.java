package dev.swarmlog.saga.core.state;

/** Who stopped the saga's clock, and when. */
public record Pause(String by, String reason, long sinceMs) {}

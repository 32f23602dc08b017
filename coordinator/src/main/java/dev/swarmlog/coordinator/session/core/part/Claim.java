package dev.swarmlog.coordinator.session.core.part;

/** A letter in somebody's hands: until it is acknowledged, or the time is over and it goes to another. */
public record Claim(Letter letter, String by, String commandId, long untilMs) {}

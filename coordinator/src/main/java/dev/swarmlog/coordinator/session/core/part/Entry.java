package dev.swarmlog.coordinator.session.core.part;

/** What the board says under a key, since which revision, by whom. */
public record Entry(String key, long version, String by, Blob value) {}

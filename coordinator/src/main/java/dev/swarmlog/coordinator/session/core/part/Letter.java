package dev.swarmlog.coordinator.session.core.part;

/** What somebody sent on a channel, and when; the numbers rise by one. */
public record Letter(long number, String from, Blob value, long sentMs) {}

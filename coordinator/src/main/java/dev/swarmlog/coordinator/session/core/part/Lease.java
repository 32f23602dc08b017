package dev.swarmlog.coordinator.session.core.part;

/** Who has a resource, under which fence, for how long at a time, and until when. */
public record Lease(String holder, long fence, long holdMs, long untilMs) {}

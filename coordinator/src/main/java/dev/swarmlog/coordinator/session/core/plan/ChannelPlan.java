package dev.swarmlog.coordinator.session.core.plan;

/** A channel that a session has, and how many letters it holds. */
public record ChannelPlan(String name, int capacity) {}

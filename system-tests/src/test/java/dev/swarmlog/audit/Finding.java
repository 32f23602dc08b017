package dev.swarmlog.audit;

/** A law that was broken, by which message or agent, and how. */
public record Finding(Law law, String id, String what) {}

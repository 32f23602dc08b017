package dev.swarmlog.audit;

/** A law that was broken, by which message, agent or saga, and how. */
public record Finding<L extends Enum<L>>(L law, String id, String what) {}

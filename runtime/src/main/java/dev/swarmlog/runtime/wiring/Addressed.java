package dev.swarmlog.runtime.wiring;

/** A reply, and where it goes. */
public record Addressed<V>(String topic, int partition, String key, V reply) {}

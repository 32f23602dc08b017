package dev.swarmlog.bench;

/** A cluster to measure on, and the schema registry beside it. */
public record Ground(String bootstrapServers, String schemaRegistryUrl) {}

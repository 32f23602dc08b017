package dev.swarmlog.bench.registry;

import java.util.function.ToDoubleFunction;

/** What a registry and its load had counted at one moment. */
record Reading(long atNanos, double beats, double refused, double statuses, double lag) {
    static Reading of(RegistryRun registry, BeatLoad load) {
        double beats = registry.counted("swarmlog.registry.heartbeats");
        return new Reading(
                System.nanoTime(),
                beats,
                registry.counted("swarmlog.registry.rejected")
                        + registry.counted("swarmlog.registry.ignored", "cause", "REPEATED_BEAT")
                        + registry.counted("swarmlog.registry.ignored", "cause", "BEAT_BEFORE_CARD"),
                registry.counted("swarmlog.registry.statuses.published"),
                load.sentInAll() - beats);
    }

    /** Beats that told the registry something. */
    double accepted() {
        return beats - refused;
    }

    double since(Reading before, ToDoubleFunction<Reading> count) {
        return (count.applyAsDouble(this) - count.applyAsDouble(before)) * 1e9 / (atNanos - before.atNanos);
    }
}

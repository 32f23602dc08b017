package dev.swarmlog.bench.registry;

import dev.swarmlog.bench.CpuTime;
import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.ServiceRun;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

/**
 * What a service and its load had counted at one moment.
 *
 * @param cpuNanos of the threads that process records, which says what a record costs on a machine that does other things too
 */
record Reading(long atNanos, double cpuNanos, double beats, double refused, double statuses, double lag) {
    static Reading of(ServiceRun registry, Load load) {
        double beats = registry.counted("swarmlog.registry.heartbeats");
        return new Reading(
                System.nanoTime(),
                CpuTime.ofStreams(),
                beats,
                registry.counted("swarmlog.registry.rejected")
                        + registry.counted("swarmlog.registry.ignored", "cause", "REPEATED_BEAT")
                        + registry.counted("swarmlog.registry.ignored", "cause", "BEAT_BEFORE_CARD"),
                registry.counted("swarmlog.registry.statuses.published"),
                load.sentInAll() - beats);
    }

    /** Of the relay, which refuses nothing and publishes no status. */
    static Reading of(LongAdder relayed, Load load) {
        double beats = relayed.sum();
        return new Reading(System.nanoTime(), CpuTime.ofStreams(), beats, 0, 0, load.sentInAll() - beats);
    }

    /** Beats that told the registry something. */
    double accepted() {
        return beats - refused;
    }

    double since(Reading before, ToDoubleFunction<Reading> count) {
        return (count.applyAsDouble(this) - count.applyAsDouble(before)) * 1e9 / (atNanos - before.atNanos);
    }

    double cpuMicrosPerBeat(Reading before) {
        return (cpuNanos - before.cpuNanos) / 1e3 / Math.max(1, beats - before.beats);
    }
}

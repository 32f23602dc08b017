package dev.swarmlog.coordinator.swarm;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of swarms. Thread-safe; tasks share it, and a client that is built anew goes on counting. */
final class SwarmMeters {
    private static final String ENDED = "swarmlog.swarms.ended";

    private final MeterRegistry meters;
    private final AtomicLong going = new AtomicLong();
    private final Counter steps;
    private final Counter refused;
    private final Counter ignored;
    private final DistributionSummary stateBytes;

    SwarmMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("swarmlog.swarms.active", going, AtomicLong::get).register(meters);
        steps = meters.counter("swarmlog.swarms.steps");
        refused = meters.counter("swarmlog.swarms.refused");
        ignored = meters.counter("swarmlog.swarms.ignored");
        stateBytes = DistributionSummary.builder("swarmlog.swarms.state")
                .baseUnit("bytes")
                .register(meters);
    }

    void going(int more) {
        going.addAndGet(more);
    }

    void wrote(int bytes, long stepsMade) {
        stateBytes.record(bytes);
        steps.increment((double) stepsMade);
    }

    void refused() {
        refused.increment();
    }

    /** An answer that changed nothing: late, repeated, or failed. */
    void ignored() {
        ignored.increment();
    }

    void ended(String behaviour, String state) {
        meters.counter(ENDED, "behaviour", behaviour, "state", state).increment();
    }
}

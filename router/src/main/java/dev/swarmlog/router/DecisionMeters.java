package dev.swarmlog.router;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** How many decisions were explained, and how many would have been too many. Thread-safe. */
final class DecisionMeters {
    private final Counter written;
    private final Counter omitted;

    DecisionMeters(MeterRegistry registry) {
        written = counter(registry, "written");
        omitted = counter(registry, "omitted");
    }

    void written() {
        written.increment();
    }

    void omitted() {
        omitted.increment();
    }

    private static Counter counter(MeterRegistry registry, String result) {
        return Counter.builder("swarmlog.router.decisions")
                .description("Decisions explained on routing.decisions, and those left out for there were too many")
                .tag("result", result)
                .register(registry);
    }
}

package dev.swarmlog.router;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A timer with percentiles that is told of a few messages in each millisecond, which is all of them until there are
 * thousands a second. Percentiles are as good by then, and to record one costs as much as a decision. Thread-safe.
 */
final class SampledTimer {
    static final int PER_MS_MAX = 4;

    private static final int COUNT_BITS = 4;

    private final Timer timer;
    /** The millisecond that was seen last, and behind it how many were recorded in it. */
    private final AtomicLong lately = new AtomicLong();

    SampledTimer(MeterRegistry registry, String name, String what) {
        timer = Timer.builder(name)
                .description(what)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void record(long latencyMs, long nowMs) {
        long seen = lately.get();
        long next = seen >>> COUNT_BITS == nowMs ? seen + 1 : nowMs << COUNT_BITS;
        if ((next & ((1 << COUNT_BITS) - 1)) < PER_MS_MAX && lately.compareAndSet(seen, next)) {
            timer.record(latencyMs, TimeUnit.MILLISECONDS);
        }
    }
}

package dev.swarmlog.router;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** What the router keeps for repetitions and says to them, for all tasks of the process. Thread-safe. */
final class KeptMeters {
    private final LongAdder answers = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Counter evicted;
    private final Counter repeated;
    private final Counter joined;

    KeptMeters(MeterRegistry registry) {
        Gauge.builder("swarmlog.router.kept.answers", answers, LongAdder::sum)
                .description("Answers kept for repeated idempotency keys")
                .register(registry);
        Gauge.builder("swarmlog.router.kept.bytes", bytes, LongAdder::sum)
                .description("What the kept answers weigh")
                .baseUnit("bytes")
                .register(registry);
        evicted = counter(registry, "evicted", "Answers forgotten early, for want of room");
        repeated = counter(registry, "repeated", "Kept answers given again");
        joined = counter(
                registry, "joined", "Requesters who asked for a message that was under way and hear its answer");
    }

    void kept(int moreAnswers, long moreBytes) {
        answers.add(moreAnswers);
        bytes.add(moreBytes);
    }

    void evicted() {
        evicted.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void joined() {
        joined.increment();
    }

    private static Counter counter(MeterRegistry registry, String name, String what) {
        return Counter.builder("swarmlog.router.kept." + name).description(what).register(registry);
    }
}

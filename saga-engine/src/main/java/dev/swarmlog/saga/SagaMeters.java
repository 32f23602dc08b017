package dev.swarmlog.saga;

import dev.swarmlog.saga.core.Effect;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the engine counts. Thread-safe; tasks share it, and a client that is built anew goes on counting. */
final class SagaMeters {
    /** Lest a swarm of generated definitions fill the memory of whoever collects. */
    private static final int NAMES_MAX = 1_000;

    private static final String OTHERS = "others";

    private final MeterRegistry meters;
    private final AtomicLong going = new AtomicLong();
    private final AtomicLong timers = new AtomicLong();
    private final Map<String, Timer> sagas = new ConcurrentHashMap<>();
    private final Map<String, Timer> steps = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final DistributionSummary checkpointBytes;

    SagaMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("swarmlog.sagas.active", going, AtomicLong::get).register(meters);
        Gauge.builder("swarmlog.sagas.timers", timers, AtomicLong::get).register(meters);
        checkpointBytes = DistributionSummary.builder("swarmlog.sagas.checkpoint")
                .baseUnit("bytes")
                .register(meters);
    }

    /** What one task holds now, and held when it last said so. */
    void held(long goingBefore, long goingNow, long timersBefore, long timersNow) {
        going.addAndGet(goingNow - goingBefore);
        timers.addAndGet(timersNow - timersBefore);
    }

    void stored(int bytes) {
        checkpointBytes.record(bytes);
    }

    void ended(String definition, String ending, long ms) {
        timer(sagas, "swarmlog.sagas.duration", definition + "|" + ending, "definition", "ending")
                .record(Duration.ofMillis(ms));
    }

    void stepEnded(String definition, String step, long ms) {
        timer(steps, "swarmlog.sagas.step.duration", definition + "|" + step, "definition", "step")
                .record(Duration.ofMillis(ms));
    }

    void retried() {
        count("swarmlog.sagas.retries");
    }

    void compensated() {
        count("swarmlog.sagas.compensations");
    }

    void quarantined() {
        count("swarmlog.sagas.quarantined");
    }

    void ignored(Effect.Ignored.Cause cause) {
        ignored(cause.name());
    }

    void ignored(String cause) {
        counters.computeIfAbsent(
                        cause, name -> meters.counter("swarmlog.sagas.ignored", "cause", name.toLowerCase(Locale.ROOT)))
                .increment();
    }

    void rejected() {
        count("swarmlog.sagas.rejected");
    }

    private void count(String name) {
        counters.computeIfAbsent(name, meters::counter).increment();
    }

    private Timer timer(Map<String, Timer> among, String name, String key, String first, String second) {
        Timer known = among.get(key);
        if (known != null) {
            return known;
        }
        String kept = among.size() < NAMES_MAX ? key : OTHERS + "|" + OTHERS;
        int bar = kept.lastIndexOf('|');
        return among.computeIfAbsent(
                kept,
                made -> Timer.builder(name)
                        .tag(first, kept.substring(0, bar))
                        .tag(second, kept.substring(bar + 1))
                        .publishPercentileHistogram()
                        .register(meters));
    }
}

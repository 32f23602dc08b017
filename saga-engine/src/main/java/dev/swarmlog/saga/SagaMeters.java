package dev.swarmlog.saga;

import dev.swarmlog.saga.core.Effect;
import dev.swarmlog.saga.shelf.Holding;
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
    private static final int NAMES_MAX = 200;

    /** Sagas take from milliseconds to months; where a few buckets for each name are enough, thousands cost too much. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1)
    };

    private static final String OTHERS = "others";
    private static final String DURATION = "swarmlog.sagas.duration";
    private static final String STEP_DURATION = "swarmlog.sagas.step.duration";
    private static final String RETRIES = "swarmlog.sagas.retries";
    private static final String COMPENSATIONS = "swarmlog.sagas.compensations";
    private static final String QUARANTINED = "swarmlog.sagas.quarantined";
    private static final String REJECTED = "swarmlog.sagas.rejected";
    private static final String ATTENTION = "swarmlog.sagas.attention";
    private static final String STILL = "swarmlog.sagas.still";
    private static final String IGNORED = "swarmlog.sagas.ignored";
    private static final String REPEATED = Effect.Ignored.Cause.REPEATED.name();

    private final MeterRegistry meters;
    private final AtomicLong going = new AtomicLong();
    private final AtomicLong timers = new AtomicLong();
    private final AtomicLong needingAttention = new AtomicLong();
    private final AtomicLong stillForAgents = new AtomicLong();
    private final AtomicLong stillForPeople = new AtomicLong();
    private final Map<String, Timer> sagas = new ConcurrentHashMap<>();
    private final Map<String, Timer> steps = new ConcurrentHashMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final DistributionSummary checkpointBytes;

    SagaMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("swarmlog.sagas.active", going, AtomicLong::get).register(meters);
        Gauge.builder("swarmlog.sagas.timers", timers, AtomicLong::get).register(meters);
        Gauge.builder("swarmlog.sagas.needing.attention", needingAttention, AtomicLong::get)
                .register(meters);
        Gauge.builder(STILL, stillForAgents, AtomicLong::get)
                .tag("for", "agents")
                .register(meters);
        Gauge.builder(STILL, stillForPeople, AtomicLong::get)
                .tag("for", "people")
                .register(meters);
        checkpointBytes = DistributionSummary.builder("swarmlog.sagas.checkpoint")
                .baseUnit("bytes")
                .register(meters);
        // Those who ask for a metric shall find it before there is anything to tell.
        for (String name : new String[] {RETRIES, COMPENSATIONS, QUARANTINED, REJECTED, ATTENTION}) {
            counters.put(name, meters.counter(name));
        }
        counters.put(REPEATED, meters.counter(IGNORED, "cause", REPEATED.toLowerCase(Locale.ROOT)));
        timer(sagas, DURATION, OTHERS + "|" + OTHERS, "definition", "ending");
        timer(steps, STEP_DURATION, OTHERS + "|" + OTHERS, "definition", "step");
    }

    /** What one task holds now, and held when it last said so. */
    void held(Holding before, Holding now) {
        going.addAndGet(now.going() - before.going());
        timers.addAndGet(now.timers() - before.timers());
        needingAttention.addAndGet(now.needingAttention() - before.needingAttention());
        stillForAgents.addAndGet(now.still().forAgents() - before.still().forAgents());
        stillForPeople.addAndGet(now.still().forPeople() - before.still().forPeople());
    }

    void stored(int bytes) {
        checkpointBytes.record(bytes);
    }

    void ended(String definition, String ending, long ms) {
        timer(sagas, DURATION, definition + "|" + ending, "definition", "ending")
                .record(Duration.ofMillis(ms));
    }

    void stepEnded(String definition, String step, long ms) {
        timer(steps, STEP_DURATION, definition + "|" + step, "definition", "step")
                .record(Duration.ofMillis(ms));
    }

    void retried() {
        count(RETRIES);
    }

    void compensated() {
        count(COMPENSATIONS);
    }

    /** A person was called. */
    void attention() {
        count(ATTENTION);
    }

    void quarantined() {
        count(QUARANTINED);
    }

    void ignored(Effect.Ignored.Cause cause) {
        ignored(cause.name());
    }

    void ignored(String cause) {
        counters.computeIfAbsent(cause, name -> meters.counter(IGNORED, "cause", name.toLowerCase(Locale.ROOT)))
                .increment();
    }

    void rejected() {
        count(REJECTED);
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
                        .serviceLevelObjectives(BUCKETS)
                        .register(meters));
    }
}

package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.improve.Stage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What the tracker counts. Thread-safe. */
final class TrackerMeters {
    private final Counter runs;
    private final Counter dropped;
    private final Counter anomalies;
    private final AtomicLong following = new AtomicLong();
    private final Map<Stage, Counter> steps = new EnumMap<>(Stage.class);

    TrackerMeters(MeterRegistry meters) {
        runs = meters.counter("swarmlog.tracker.runs");
        dropped = meters.counter("swarmlog.tracker.dropped");
        anomalies = meters.counter("swarmlog.tracker.anomalies");
        Gauge.builder("swarmlog.tracker.following", following, AtomicLong::get).register(meters);
        for (Stage stage : Stage.values()) {
            steps.put(
                    stage,
                    meters.counter(
                            "swarmlog.improvements", "state", stage.name().toLowerCase(Locale.ROOT)));
        }
    }

    void ended() {
        runs.increment();
    }

    /** Sagas that it followed and does not any more, for want of room. */
    void dropped(int count) {
        if (count > 0) {
            dropped.increment(count);
        }
    }

    void anomalies(long count) {
        if (count > 0) {
            anomalies.increment((double) count);
        }
    }

    void following(int more) {
        following.addAndGet(more);
    }

    void became(Stage stage) {
        Counter counter = steps.get(stage);
        if (counter != null) {
            counter.increment();
        }
    }
}

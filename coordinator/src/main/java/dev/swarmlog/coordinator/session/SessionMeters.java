package dev.swarmlog.coordinator.session;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of sessions. Thread-safe; tasks share it. */
public final class SessionMeters {
    private static final String COMMANDS = "swarmlog.sessions.answers";
    private static final String OPENED = "swarmlog.sessions.phases.opened";

    private static final String LOST = "swarmlog.sessions.participants.lost";

    private final MeterRegistry meters;
    private final AtomicLong kept = new AtomicLong();

    public SessionMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("swarmlog.sessions.kept", kept, AtomicLong::get).register(meters);
        // Whoever asks for a metric shall find it before there is anything to tell.
        meters.counter(COMMANDS, "refusal", "none");
        meters.counter(OPENED, "cause", "all");
        meters.counter(LOST);
    }

    void answered(String refusal) {
        meters.counter(COMMANDS, "refusal", refusal.toLowerCase(Locale.ROOT)).increment();
    }

    void lost() {
        meters.counter(LOST).increment();
    }

    void opened(String cause) {
        meters.counter(OPENED, "cause", cause.toLowerCase(Locale.ROOT)).increment();
    }

    /** A task has so many more, or fewer. */
    void kept(int more) {
        kept.addAndGet(more);
    }
}

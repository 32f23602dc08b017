package dev.swarmlog.router;

import dev.swarmlog.v1.Priority;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** The line of those that wait for an agent, for all tasks of the process. Thread-safe. */
final class WaitingMeters {
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final Map<Priority, Timer> times = new EnumMap<>(Priority.class);

    WaitingMeters(MeterRegistry registry) {
        Gauge.builder("swarmlog.router.waiting", messages, LongAdder::sum)
                .description("Messages waiting for an agent")
                .register(registry);
        Gauge.builder("swarmlog.router.waiting.bytes", bytes, LongAdder::sum)
                .description("Payload of the messages waiting for an agent")
                .baseUnit("bytes")
                .register(registry);
        for (Priority priority : Priority.values()) {
            times.put(
                    priority,
                    Timer.builder("swarmlog.router.waiting.time")
                            .description("How long messages waited that had to, until an agent had room")
                            .tag("priority", priority.name().toLowerCase(Locale.ROOT))
                            .publishPercentiles(0.5, 0.99)
                            .register(registry));
        }
    }

    void waiting(int moreMessages, long moreBytes) {
        messages.add(moreMessages);
        bytes.add(moreBytes);
    }

    void placed(Priority priority, long waitedMs) {
        Timer timer = times.get(priority);
        if (timer != null) {
            timer.record(waitedMs, TimeUnit.MILLISECONDS);
        }
    }
}

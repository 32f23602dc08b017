package dev.swarmlog.router.gather;

import dev.swarmlog.router.core.gather.GatherEffect;
import dev.swarmlog.router.core.gather.GatherEffect.Ending;
import dev.swarmlog.router.core.gather.Mode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The meters of gathering, for all tasks of the process. Thread-safe. */
public final class GatherMeters {
    private final Map<Mode, Counter> opened = new EnumMap<>(Mode.class);
    private final Map<Mode, Map<Ending, Counter>> closed = new EnumMap<>(Mode.class);
    private final Map<GatherEffect.Reason, Counter> ignored = new EnumMap<>(GatherEffect.Reason.class);
    private final Counter branches;
    private final Counter failures;
    private final Timer latency;
    private final LongAdder open = new LongAdder();
    private final LongAdder held = new LongAdder();

    public GatherMeters(MeterRegistry registry) {
        for (Mode mode : Mode.values()) {
            opened.put(
                    mode,
                    Counter.builder("swarmlog.router.gather.opened")
                            .description("Messages sent to several agents")
                            .tag("mode", name(mode))
                            .register(registry));
            Map<Ending, Counter> endings = new EnumMap<>(Ending.class);
            for (Ending ending : Ending.values()) {
                endings.put(
                        ending,
                        Counter.builder("swarmlog.router.gather.closed")
                                .description("Messages to several agents that were answered")
                                .tag("mode", name(mode))
                                .tag("ending", name(ending))
                                .register(registry));
            }
            closed.put(mode, endings);
        }
        for (GatherEffect.Reason reason : GatherEffect.Reason.values()) {
            ignored.put(
                    reason,
                    Counter.builder("swarmlog.router.gather.ignored")
                            .description("News of branches that changed nothing")
                            .tag("reason", name(reason))
                            .register(registry));
        }
        branches = Counter.builder("swarmlog.router.gather.branches")
                .description("Agents that were to be asked, over all messages to several")
                .register(registry);
        failures = Counter.builder("swarmlog.router.gather.branches.failed")
                .description("Branches that ended without a result that counts")
                .register(registry);
        latency = Timer.builder("swarmlog.router.gather.latency")
                .description("From the first delivery of a message to several agents to its answer")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        Gauge.builder("swarmlog.router.gather.open", open, LongAdder::sum)
                .description("Messages that are with several agents")
                .register(registry);
        Gauge.builder("swarmlog.router.gather.bytes", held, LongAdder::sum)
                .description("Payload and results of messages that are with several agents")
                .baseUnit("bytes")
                .register(registry);
    }

    public void opened(Mode mode, int branchesOfIt) {
        count(opened.get(mode));
        branches.increment(branchesOfIt);
    }

    public void closed(Mode mode, Ending ending, long tookMs) {
        Map<Ending, Counter> endings = closed.get(mode);
        count(endings == null ? null : endings.get(ending));
        latency.record(tookMs, TimeUnit.MILLISECONDS);
    }

    public void branchFailed() {
        failures.increment();
    }

    public void ignored(GatherEffect.Reason reason) {
        count(ignored.get(reason));
    }

    public void holds(int gathers, long bytes) {
        open.add(gathers);
        held.add(bytes);
    }

    private static void count(@Nullable Counter counter) {
        if (counter != null) {
            counter.increment();
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

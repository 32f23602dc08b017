package dev.swarmlog.registry;

import dev.swarmlog.registry.core.Agent;
import dev.swarmlog.registry.core.Panic;
import dev.swarmlog.registry.core.Refusal;
import dev.swarmlog.registry.core.RegistryEffect.Cause;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.State;
import dev.swarmlog.registry.core.liveness.Liveness;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the registry counts; shared by all its tasks in the process. */
final class RegistryMetrics {
    private static final String PREFIX = "swarmlog.registry.";

    final Counter heartbeats;
    final Counter observations;
    final Counter statuses;
    final Counter canariesAsked;
    /** Whoever was believed to be silent and was heard of again in the same epoch. */
    private final Counter falseSuspicions;

    private final Counter falseDeaths;
    private final Counter canariesUnanswered;
    private final Counter panics;
    private final AtomicLong panicking = new AtomicLong();
    /** Between the last sign of life and the verdict. */
    final DistributionSummary detectionMs;
    /** Pauses of the registry itself, for which everybody was given time. */
    final Counter pauses;
    /** Ticks on which nobody was judged, because the registry was reading old records. */
    final Counter ticksBehind;

    private final Map<State, AtomicLong> agents = new EnumMap<>(State.class);
    private final Map<Liveness, AtomicLong> liveness = new EnumMap<>(Liveness.class);
    private final Map<Refusal.Reason, Counter> rejected;
    private final Map<Cause, Counter> ignored;
    private final Map<Kind, Counter> events;

    RegistryMetrics(MeterRegistry meters) {
        heartbeats = meters.counter(PREFIX + "heartbeats");
        observations = meters.counter(PREFIX + "observations");
        statuses = meters.counter(PREFIX + "statuses.published");
        canariesAsked = meters.counter(PREFIX + "canaries.asked");
        canariesUnanswered = meters.counter(PREFIX + "canaries.unanswered");
        falseSuspicions = meters.counter(PREFIX + "false.suspicions");
        falseDeaths = meters.counter(PREFIX + "false.deaths");
        panics = meters.counter(PREFIX + "panics");
        // So many tasks withhold the verdict DEAD at the moment.
        Gauge.builder(PREFIX + "panic", panicking::get).register(meters);
        ticksBehind = meters.counter(PREFIX + "ticks.behind");
        pauses = meters.counter(PREFIX + "pauses");
        detectionMs = DistributionSummary.builder(PREFIX + "detection")
                .baseUnit("milliseconds")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        for (State state : State.values()) {
            agents.put(state, new AtomicLong());
            Gauge.builder(PREFIX + "agents", of(agents, state)::get)
                    .tags(tags("state", state))
                    .register(meters);
        }
        for (Liveness one : Liveness.values()) {
            liveness.put(one, new AtomicLong());
            Gauge.builder(PREFIX + "agents.by.liveness", of(liveness, one)::get)
                    .tags(tags("liveness", one))
                    .register(meters);
        }
        rejected =
                counters(Refusal.Reason.class, reason -> meters.counter(PREFIX + "rejected", tags("reason", reason)));
        ignored = counters(Cause.class, cause -> meters.counter(PREFIX + "ignored", tags("cause", cause)));
        events = counters(Kind.class, kind -> meters.counter(PREFIX + "events", tags("type", kind)));
    }

    Counter rejected(Refusal.Reason reason) {
        return of(rejected, reason);
    }

    Counter ignored(Cause cause) {
        return of(ignored, cause);
    }

    Counter events(Kind kind) {
        return of(events, kind);
    }

    /** An agent is shown otherwise than before, came (from null) or was forgotten (to null). */
    void moved(@Nullable Agent before, @Nullable Agent after) {
        if (before != null) {
            of(agents, before.state()).decrementAndGet();
            of(liveness, before.shown().liveness()).decrementAndGet();
        }
        if (after != null) {
            of(agents, after.state()).incrementAndGet();
            of(liveness, after.shown().liveness()).incrementAndGet();
        }
        if (before != null
                && after != null
                && before.card().epoch() == after.card().epoch()) {
            changed(before, after);
        }
    }

    private void changed(Agent before, Agent after) {
        if (after.proof().unanswered() > before.proof().unanswered()) {
            canariesUnanswered.increment();
        }
        if (after.state().isWorking()) {
            switch (before.state()) {
                case SUSPECT -> falseSuspicions.increment();
                case DEAD, GONE -> falseDeaths.increment();
                case JOINING, HEALTHY, DEGRADED -> {}
            }
        }
    }

    /** A task doubts itself rather than its agents, or does so no more. */
    void panic(Panic.News news) {
        switch (news) {
            case BEGAN -> {
                panics.increment();
                panicking.incrementAndGet();
            }
            case PASSED, BELIEVED -> panicking.decrementAndGet();
            case NONE -> {}
        }
    }

    private static Iterable<Tag> tags(String name, Enum<?> value) {
        return Tags.of(name, value.name());
    }

    private static <E extends Enum<E>> Map<E, Counter> counters(Class<E> type, Function<E, Counter> counter) {
        Map<E, Counter> all = new EnumMap<>(type);
        for (E one : type.getEnumConstants()) {
            all.put(one, counter.apply(one));
        }
        return all;
    }

    private static <E extends Enum<E>, V> V of(Map<E, V> all, E one) {
        V found = all.get(one);
        if (found == null) {
            throw new IllegalStateException("no meter for " + one);
        }
        return found;
    }
}

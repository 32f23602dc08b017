package dev.swarmlog.router;

import dev.swarmlog.router.core.balance.SharedLoads;
import dev.swarmlog.router.core.guard.AgentGuard;
import dev.swarmlog.router.core.guard.Breaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the guards of agents and the retry budgets did, for all tasks of the process. Thread-safe. */
final class GuardMeters {
    private final Counter opened;
    private final Counter halfOpened;
    private final Counter closed;
    private final Counter ejected;
    private final Counter retried;
    private final Counter postponed;
    private volatile @Nullable SharedLoads loads;

    GuardMeters(MeterRegistry registry) {
        opened = change(registry, "open");
        halfOpened = change(registry, "half_open");
        closed = change(registry, "closed");
        agents(registry, "closed", guard -> guard.breaker() instanceof Breaker.Closed);
        agents(registry, "open", guard -> guard.breaker() instanceof Breaker.Open);
        agents(registry, "half_open", guard -> guard.breaker() instanceof Breaker.HalfOpen);
        ejected = counter(registry, "ejections", "Times that an agent was taken out of the choice");
        Gauge.builder(
                        "swarmlog.router.ejected.agents",
                        this,
                        self -> self.count(guard -> guard.isEjected(System.currentTimeMillis())))
                .description("Agents taken out of the choice for being worse than others")
                .register(registry);
        retried = counter(registry, "retries", "Messages that were sent, or queued to be sent, once more");
        postponed =
                counter(registry, "retries.postponed", "Times that a message had to wait since the budget was used up");
    }

    /** Whose guards are to be counted. */
    void watch(SharedLoads watched) {
        loads = watched;
    }

    void changed(Breaker.State after) {
        switch (after) {
            case Breaker.Closed now -> closed.increment();
            case Breaker.Open now -> opened.increment();
            case Breaker.HalfOpen now -> halfOpened.increment();
        }
    }

    void ejected() {
        ejected.increment();
    }

    void retried() {
        retried.increment();
    }

    void postponed() {
        postponed.increment();
    }

    private double count(Predicate<AgentGuard> which) {
        SharedLoads watched = loads;
        return watched == null ? 0 : watched.countGuards(which);
    }

    private void agents(MeterRegistry registry, String state, Predicate<AgentGuard> which) {
        Gauge.builder("swarmlog.router.breaker.agents", this, self -> self.count(which))
                .description("Agents by what their breaker lets through")
                .tag("state", state)
                .register(registry);
    }

    private static Counter change(MeterRegistry registry, String to) {
        return Counter.builder("swarmlog.router.breaker.changes")
                .description("Times that a breaker changed its state")
                .tag("to", to)
                .register(registry);
    }

    private static Counter counter(MeterRegistry registry, String name, String what) {
        return Counter.builder("swarmlog.router." + name).description(what).register(registry);
    }
}

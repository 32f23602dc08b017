package dev.swarmlog.coordinator.budget;

import dev.swarmlog.coordinator.budget.core.Effect.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What budgets count. Thread-safe. */
final class BudgetMeters {
    private final Map<Verdict, Counter> answers = new EnumMap<>(Verdict.class);
    private final Counter ignored;
    private final AtomicLong open = new AtomicLong();

    BudgetMeters(MeterRegistry meters) {
        for (Verdict verdict : Verdict.values()) {
            answers.put(
                    verdict,
                    meters.counter(
                            "swarmlog.budgets.answers",
                            "verdict",
                            verdict.name().toLowerCase(Locale.ROOT)));
        }
        ignored = meters.counter("swarmlog.budgets.ignored");
        Gauge.builder("swarmlog.budgets.open", open, AtomicLong::get).register(meters);
    }

    void answered(Verdict verdict) {
        Counter counter = answers.get(verdict);
        if (counter != null) {
            counter.increment();
        }
    }

    void ignored() {
        ignored.increment();
    }

    /** Of one task, which had so many before. */
    void open(long before, long now) {
        open.addAndGet(now - before);
    }
}

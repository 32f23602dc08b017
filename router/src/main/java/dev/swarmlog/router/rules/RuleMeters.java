package dev.swarmlog.router.rules;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The meters of the rules, for all tasks of the process. Thread-safe. */
public final class RuleMeters {
    private static final String PREFIX = "swarmlog.router.rules";

    private final MeterRegistry registry;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Counter refused;
    private final Counter failures;
    private final Counter untold;
    private final Map<String, List<Meter>> ofRules = new HashMap<>();
    private volatile @Nullable LiveRules watched;

    public RuleMeters(MeterRegistry registry) {
        this.registry = registry;
        asked("hit", hits);
        asked("miss", misses);
        refused = Counter.builder(PREFIX + ".refused")
                .description("Records of routing.rules that are no rule")
                .register(registry);
        failures = Counter.builder(PREFIX + ".failures")
                .description("Times that a rule failed for a message, which then counts as no match")
                .register(registry);
        untold = Counter.builder(PREFIX + ".untold")
                .description("Troubles with rules of which there were too many to tell")
                .register(registry);
        Gauge.builder(PREFIX, this, meters -> meters.book().known().size())
                .description("Routing rules that compile")
                .register(registry);
        Gauge.builder(PREFIX + ".broken", this, meters -> meters.book().broken().size())
                .description("Routing rules that are not in effect although they should")
                .register(registry);
        Gauge.builder(PREFIX + ".version", this, meters -> meters.book().version())
                .description("Rises with every change of a routing rule")
                .register(registry);
    }

    /** A client that is built anew reads its rules anew; what counts is what the newest one knows. */
    synchronized void watch(LiveRules rules) {
        watched = rules;
        ofRules.values().forEach(meters -> meters.forEach(registry::remove));
        ofRules.clear();
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }

    void refused() {
        refused.increment();
    }

    void failed() {
        failures.increment();
    }

    void untold() {
        untold.increment();
    }

    /** The meters of a rule live as long as it does. */
    synchronized void changed(String name, @Nullable Rule rule) {
        List<Meter> before = ofRules.remove(name);
        if (before != null) {
            before.forEach(registry::remove);
        }
        if (rule != null) {
            Tally tally = rule.tally();
            ofRules.put(
                    name,
                    new ArrayList<>(List.of(
                            verdicts(name, "matched", tally.matched),
                            verdicts(name, "missing", tally.missing),
                            verdicts(name, "failed", tally.failed))));
        }
    }

    private RuleBook book() {
        LiveRules rules = watched;
        return rules == null ? RuleBook.EMPTY : rules.book();
    }

    private void asked(String result, LongAdder count) {
        FunctionCounter.builder(PREFIX + ".cache", count, LongAdder::sum)
                .description("Messages for which it was remembered, or not, what the rules say")
                .tag("result", result)
                .register(registry);
    }

    private Meter verdicts(String rule, String verdict, LongAdder count) {
        return FunctionCounter.builder(PREFIX + ".verdicts", count, LongAdder::sum)
                .description("What a rule said of messages: it matched, a key that it reads was missing, it failed")
                .tag("rule", rule)
                .tag("verdict", verdict)
                .register(registry);
    }
}

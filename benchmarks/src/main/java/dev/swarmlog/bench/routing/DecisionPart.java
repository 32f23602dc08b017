package dev.swarmlog.bench.routing;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.routing.Scenario.Crew;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * How long it takes to decide who gets a message, and to keep the books of it, with each strategy: all agents have about
 * half of what they can, and each message takes the place of an earlier one.
 */
public final class DecisionPart implements Part {
    public static final int AGENTS = 10_000;

    private static final int CONCURRENCY = 8;
    private static final int WARM_UP = 100_000;
    private static final int MEASURED = 300_000;
    private static final double NANOS_PER_US = 1_000;

    private final int agents;

    public DecisionPart(int agents) {
        this.agents = agents;
    }

    @Override
    public String name() {
        return "decision";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        for (StrategyName strategy : StrategyName.values()) {
            if (strategy != StrategyName.BROADCAST) {
                Histogram nanos = decide(strategy);
                String name = strategy == StrategyName.POWER_OF_TWO
                        ? ""
                        : "_" + strategy.name().toLowerCase(Locale.ROOT);
                findings.figure("decision_p50_us" + name, nanos.getValueAtPercentile(50) / NANOS_PER_US);
                findings.figure("decision_p99_us" + name, nanos.getValueAtPercentile(99) / NANOS_PER_US);
            }
        }
        findings.limit("decision_p99_us_max", 50);
        findings.setting("decision_agents", agents);
    }

    private Histogram decide(StrategyName strategy) {
        RouterPlacement placement = new RouterPlacement(strategy, new Crew(agents, CONCURRENCY, CONCURRENCY), 1);
        int[] under = new int[agents * CONCURRENCY / 2];
        String[] keys = new String[1 << 14];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "key-" + i;
        }
        Histogram nanos = new Histogram(10_000_000_000L, 3);
        for (int i = 0; i < under.length + WARM_UP + MEASURED; i++) {
            int place = i % under.length;
            // A hundred thousand messages in a second.
            double nowMs = i / 100.0;
            if (i >= under.length) {
                placement.returned(under[place], nowMs - 100, true, nowMs);
            }
            long from = System.nanoTime();
            under[place] = placement.place(keys[i & (keys.length - 1)], nowMs);
            if (i >= under.length + WARM_UP) {
                nanos.recordValue(System.nanoTime() - from);
            }
        }
        return nanos;
    }
}

package dev.swarmlog.bench.hot;

import dev.swarmlog.bench.routing.RouterPlacement;
import dev.swarmlog.router.core.strategy.StrategyName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Who gets a message of 1,000 agents that are half busy, and the books of it: one is placed and one comes back. */
@State(Scope.Thread)
public class StrategyHot {
    private static final int AGENTS = 1_000;
    private static final int CONCURRENCY = 8;
    private static final double MESSAGES_PER_MS = 100;
    private static final double WORK_MS = 40;

    @Param({"POWER_OF_TWO", "LEAST_LOADED", "ROUND_ROBIN", "CONSISTENT_HASH", "ADAPTIVE"})
    private StrategyName strategy = StrategyName.POWER_OF_TWO;

    private RouterPlacement placement = placement();
    private final int[] under = new int[AGENTS * CONCURRENCY / 2];
    private final String[] keys = new String[1 << 12];
    private long number;

    @Setup
    public final void begin() {
        placement = placement();
        number = 0;
        for (int i = 0; i < keys.length; i++) {
            keys[i] = "key-" + i;
        }
        for (int i = 0; i < under.length; i++) {
            place();
        }
    }

    @Benchmark
    public final int choose() {
        int at = (int) (number % under.length);
        placement.returned(under[at], number / MESSAGES_PER_MS - WORK_MS, true, number / MESSAGES_PER_MS);
        return place();
    }

    private int place() {
        int agent = placement.place(keys[(int) number & (keys.length - 1)], number / MESSAGES_PER_MS);
        under[(int) (number % under.length)] = agent;
        number++;
        return agent;
    }

    private RouterPlacement placement() {
        return RouterPlacement.of(strategy, AGENTS, CONCURRENCY);
    }
}

package dev.swarmlog.bench.saga;

import dev.swarmlog.bench.Bench;
import java.util.List;

/** All that is measured of the saga-engine. Who measures more of it adds a part here. */
public final class SagaBench {
    private SagaBench() {}

    public static Bench of(SagaScale scale) {
        return new Bench(
                "saga",
                List.of(
                        new ThroughputPart(Kind.STRICT, scale),
                        new ThroughputPart(Kind.FAILING, scale),
                        new ThroughputPart(Kind.FAST, scale),
                        new LatencyPart(scale),
                        new CheckpointPart(),
                        new DefinitionsPart(scale),
                        new BudgetPart(scale),
                        new MemoryPart(scale),
                        new SleepPart(scale)));
    }
}

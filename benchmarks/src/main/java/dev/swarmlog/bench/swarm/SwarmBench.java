package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Bench;
import java.util.List;

/** All that is measured of swarms. Who measures more of them adds a part here. */
public final class SwarmBench {
    private SwarmBench() {}

    public static Bench of(SwarmScale scale) {
        return new Bench(
                "swarm",
                List.of(
                        new BoidsPart(scale),
                        new OptimiserPart(scale),
                        new ConvergencePart(),
                        new ManyPart(scale),
                        new EvaluationsPart(scale),
                        new CarbonPart(scale)));
    }
}

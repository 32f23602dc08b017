package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Bench;
import dev.swarmlog.bench.routing.DecisionPart;
import dev.swarmlog.bench.routing.QualityPart;
import java.util.List;

/** All that is measured of the router. Who measures more of it adds a part here. */
public final class RouterBench {
    private RouterBench() {}

    public static Bench of(RouterScale scale) {
        return new Bench(
                "router",
                List.of(
                        new DeliveriesPart(scale),
                        new CyclesPart(scale),
                        new LatencyPart(scale),
                        new ScalingPart(scale),
                        new QualityPart(QualityPart.MESSAGES),
                        new DecisionPart(DecisionPart.AGENTS)));
    }
}

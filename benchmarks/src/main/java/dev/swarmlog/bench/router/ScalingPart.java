package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;

/** What routing costs with few and with many agents. It must not grow with them. */
final class ScalingPart implements Part {
    private static final int[] AGENTS = {10, 100, 1_000, 10_000};

    private final RouterScale scale;

    ScalingPart(RouterScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        scale.tell(findings);
        DeliveriesPart.routed(ground, "scaling-rehearsal-", scale.rehearsal());
        for (int agents : AGENTS) {
            RouterScale row = scale.row(agents);
            Throughput deliveries = DeliveriesPart.routed(ground, "scaling-" + agents + "-", row);
            Throughput cycles = CyclesPart.answered(ground, "scaling-cycles-" + agents + "-", row);
            findings.figure("deliveries_per_s_" + agents + "_agents", deliveries.perSecond());
            findings.figure("deliveries_cpu_us_" + agents + "_agents", deliveries.cpuMicros());
            findings.figure("cycles_per_s_" + agents + "_agents", cycles.perSecond());
            findings.figure("cycles_cpu_us_" + agents + "_agents", cycles.cpuMicros());
        }
    }
}

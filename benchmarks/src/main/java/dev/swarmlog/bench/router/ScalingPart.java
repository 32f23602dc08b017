package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.bench.crew.Throughput;

/** What routing costs with few and with many agents and rules. It must not grow with the agents. */
final class ScalingPart implements Part {
    private static final int[] AGENTS = {10, 100, 1_000, 10_000};
    private static final int[] RULES = {0, 1, 10, 100};

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
        for (int agents : AGENTS) {
            row(ground, findings, scale.row(agents, 0), agents + "_agents");
        }
        for (int rules : RULES) {
            row(ground, findings, scale.row(scale.agents(), rules), rules + "_rules");
        }
    }

    private static void row(Ground ground, Findings findings, RouterScale row, String name)
            throws InterruptedException {
        Throughput deliveries = DeliveriesPart.routed(ground, "scaling-" + name + "-", row);
        Throughput cycles = CyclesPart.answered(ground, "scaling-cycles-" + name + "-", row);
        findings.figure("deliveries_per_s_" + name, deliveries.perSecond());
        findings.figure("deliveries_cpu_us_" + name, deliveries.cpuMicros());
        findings.figure("cycles_per_s_" + name, cycles.perSecond());
        findings.figure("cycles_cpu_us_" + name, cycles.cpuMicros());
    }
}

package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.coordinator.swarm.Audit;
import java.util.Locale;

/**
 * Suppliers brought in by foraging, from the first load that is sent to the swarm's reply: calm; with a third of the agents
 * killed in the middle, which are all of a region, or silenced; and with a third of each region killed. Afterwards each item
 * is looked for in the topics, each seal held against it, and all results against those of the calm run.
 */
final class CarbonPart implements Part {
    private static final double SEED_PER_S = 704;
    private static final double AIM_PER_S = 7_000;
    private static final int WARM_UP = 20_000;

    private final SwarmScale scale;

    CarbonPart(SwarmScale scale) {
        this.scale = scale;
    }

    @Override
    public String name() {
        return "carbon";
    }

    @Override
    public void measure(Ground ground, Findings findings) throws InterruptedException {
        String byRegion = "carbon-";
        String calm;
        try (Run run = Run.start(ground, byRegion);
                Fleet fleet = Fleet.join(ground, byRegion, scale.agents())) {
            new Harvest(run, "warm-up", warmUp()).bringIn();
            calm = tell(findings, new Harvest(run, "calm", scale.suppliers()).bringIn(), "");
            tell(findings, new Harvest(run, "killed", scale.suppliers()).bringIn(fleet::killAThird), calm);
            fleet.replace();
            tell(findings, new Harvest(run, "silenced", scale.suppliers()).bringIn(fleet::silenceAThird), calm);
        }
        String mixed = "carbon-mixed-";
        try (Run run = Run.start(ground, mixed);
                Fleet fleet = Fleet.joinMixed(ground, mixed, scale.agents())) {
            new Harvest(run, "warm-up", warmUp()).bringIn();
            tell(findings, new Harvest(run, "thinned", scale.suppliers()).bringIn(fleet::killAThird), calm);
        }
        findings.limit("suppliers_per_s_aim", AIM_PER_S);
        findings.limit("suppliers_per_s_seed", SEED_PER_S);
        findings.ratio("suppliers_by_seed", findings.figure("suppliers_per_s") / SEED_PER_S);
        findings.setting("suppliers_in_a_load", Harvest.LOAD);
        scale.tell(findings);
    }

    private int warmUp() {
        return Math.min(scale.suppliers(), WARM_UP);
    }

    /** Answers the digest of its results. */
    private String tell(Findings findings, Harvest.Yield yield, String calm) {
        String name = yield.swarmId().toLowerCase(Locale.ROOT);
        Audit.Finding found = yield.audit();
        boolean isCalm = calm.isEmpty();
        findings.figure("suppliers_per_s" + (isCalm ? "" : "_third_" + name), yield.perSecond());
        if (!isCalm) {
            findings.figure("suppliers_in_when_" + name, (double) yield.inAtBlow());
            findings.figure("suppliers_results_as_calm_" + name, found.digest().equals(calm) ? 1 : 0);
        }
        findings.figure("suppliers_accounted_" + name, (double) found.done());
        findings.figure("suppliers_lost_" + name, scale.suppliers() - found.items() + (double) found.missing());
        findings.figure("suppliers_doubled_" + name, (double) found.doubled());
        findings.figure("suppliers_aside_" + name, (double) found.aside());
        findings.figure("seals_broken_" + name, (double) found.broken());
        findings.figure("loads_sent_" + name, (double) yield.loadsSent());
        findings.setting("suppliers_sha256_" + name, found.digest());
        return found.digest();
    }
}

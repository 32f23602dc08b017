package dev.swarmlog.bench.swarm;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Part;
import dev.swarmlog.coordinator.core.colony.Colony;
import dev.swarmlog.coordinator.core.colony.Ending;
import dev.swarmlog.coordinator.core.colony.SwarmDefinition;
import java.util.Locale;

/**
 * A thousand of each behaviour, until they are at the goal that docs/swarms.md tells: the slowest of several seeds by the
 * clock, and the first of them while the compiler has seen nothing yet.
 */
final class ConvergencePart implements Part {
    private static final double SECONDS_MAX = 5;
    private static final int SEEDS = 5;

    @Override
    public String name() {
        return "convergence";
    }

    @Override
    public void measure(Ground ground, Findings findings) {
        for (Behaviours each : Behaviours.values()) {
            SwarmDefinition definition = each.definition();
            double slowest = 0;
            for (int seed = 1; seed <= SEEDS; seed++) {
                slowest = Math.max(slowest, seconds(each, definition, seed));
            }
            findings.figure("converged_s_" + each.name().toLowerCase(Locale.ROOT), slowest);
        }
        findings.limit("converged_s_max", SECONDS_MAX);
        findings.setting("convergence_seeds", SEEDS);
    }

    private static double seconds(Behaviours each, SwarmDefinition definition, int seed) {
        Colony colony = Colony.begin(definition, seed);
        long begin = System.nanoTime();
        while (colony.ending() == null) {
            colony.step();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Ending ending = colony.ending();
        if (ending.how() != Ending.How.CONVERGED) {
            throw new IllegalStateException(each + " of seed " + seed + " is not at its goal: " + ending);
        }
        return seconds;
    }
}

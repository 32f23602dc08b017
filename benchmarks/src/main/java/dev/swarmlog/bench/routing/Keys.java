package dev.swarmlog.bench.routing;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.routing.Scenario.Crew;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** How evenly CONSISTENT_HASH spreads keys, hot ones too, and how many move when one of the agents leaves. */
final class Keys {
    private static final int AGENTS = 50;
    private static final int KEYS = 20_000;
    private static final int PER_AGENT = 1_000;
    private static final int IN_FLIGHT = AGENTS * PER_AGENT;
    private static final double EXCESS = Strategies.Terms.USUAL.hashLoadExcess();
    private static final int MESSAGES = 200_000;

    private Keys() {}

    static void measure(Findings findings) {
        findings.figure("hash_load_over_average", loadOverAverage());
        findings.limit("hash_load_over_average_max", 1 + EXCESS + 1.0 / PER_AGENT);
        double worst = 0;
        double sum = 0;
        int[] all = homes(AGENTS, -1);
        for (int leaving = 0; leaving < AGENTS; leaving++) {
            double moved = moved(all, homes(AGENTS, leaving)) * AGENTS;
            worst = Math.max(worst, moved);
            sum += moved / AGENTS;
        }
        findings.figure("moved_share_by_n", sum);
        findings.figure("moved_share_by_n_worst", worst);
    }

    /**
     * A fifth of all messages has the same key; the worst that any agent ever had, by the average of that moment. Whole
     * messages may put an agent above the bound by less than one.
     */
    private static double loadOverAverage() {
        RouterPlacement placement = new RouterPlacement(StrategyName.CONSISTENT_HASH, new Crew(AGENTS, 10_000, 1), 1);
        SplittableRandom random = new SplittableRandom(1);
        ArrayDeque<Integer> under = new ArrayDeque<>();
        int[] loads = new int[AGENTS];
        double worst = 0;
        for (int i = 0; i < MESSAGES; i++) {
            int agent = placement.place(random.nextInt(5) == 0 ? "hot" : "key-" + random.nextInt(KEYS), i);
            loads[agent]++;
            under.add(agent);
            if (under.size() == IN_FLIGHT) {
                worst = Math.max(worst, loads[agent] / (double) PER_AGENT);
                int back = under.remove();
                loads[back]--;
                placement.returned(back, i, true, i);
            }
        }
        return worst;
    }

    private static int[] homes(int agents, int without) {
        RouterPlacement placement = new RouterPlacement(StrategyName.CONSISTENT_HASH, new Crew(agents, 8, 1), 1);
        placement.leaves(without);
        int[] homes = new int[KEYS];
        for (int key = 0; key < KEYS; key++) {
            homes[key] = placement.place("key-" + key, 0);
            placement.returned(homes[key], 0, true, 0);
        }
        return homes;
    }

    private static double moved(int[] before, int[] after) {
        int moved = 0;
        for (int key = 0; key < KEYS; key++) {
            moved += before[key] != after[key] ? 1 : 0;
        }
        return moved / (double) KEYS;
    }
}

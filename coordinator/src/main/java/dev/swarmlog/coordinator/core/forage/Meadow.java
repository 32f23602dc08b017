package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.Chance;

/**
 * What a simulated swarm forages on, and does not know: how long each way takes for each kind, and how often it fails.
 *
 * @param items in all
 * @param failures how often the worst way fails
 */
public record Meadow(int kinds, int ways, long items, double failures, long seed) {
    private static final int STEPS_MAX = 20;
    private static final int STEPS_MIN = 2;

    /** Row by row, a row for each kind; for each kind there is one way that is as quick as can be. */
    int[] steps() {
        Chance chance = Chance.of(seed, 1);
        int[] steps = new int[kinds * ways];
        for (int kind = 0; kind < kinds; kind++) {
            int best = chance.below(ways);
            for (int way = 0; way < ways; way++) {
                steps[kind * ways + way] =
                        way == best ? STEPS_MIN : STEPS_MIN + 2 + chance.below(STEPS_MAX - STEPS_MIN - 1);
            }
        }
        return steps;
    }

    double failure(int way) {
        return ways == 1 ? failures : failures * way / (ways - 1);
    }
}

package dev.swarmlog.bench.detection;

import java.util.Arrays;

/** Mutable: what became of the agents of one run. */
final class Verdicts {
    private final Population population;
    private final long[] deadAtMs;
    private int falseDeaths;

    Verdicts(Population population) {
        this.population = population;
        deadAtMs = new long[population.size()];
    }

    void dead(int agent, long atMs) {
        if (atMs >= population.killedAtMs(agent)) {
            deadAtMs[agent] = deadAtMs[agent] == 0 ? atMs : deadAtMs[agent];
        } else if (atMs >= population.span().fromMs()) {
            falseDeaths++;
        }
    }

    /** It was taken for dead too early, and beat again: whatever it was killed of later is to be found anew. */
    void beats(int agent) {
        deadAtMs[agent] = 0;
    }

    int falseDeaths() {
        return falseDeaths;
    }

    double meanMs() {
        return Arrays.stream(detectionsMs()).average().orElse(0);
    }

    double p99Ms() {
        double[] sorted = detectionsMs();
        Arrays.sort(sorted);
        return sorted[(int) (0.99 * sorted.length)];
    }

    /** Those that were taken for dead before they were, and never heard of again, were found in no time. */
    private double[] detectionsMs() {
        double[] all = new double[deadAtMs.length];
        for (int agent = 0; agent < all.length; agent++) {
            all[agent] = Math.max(0, deadAtMs[agent] - population.killedAtMs(agent));
        }
        return all;
    }
}

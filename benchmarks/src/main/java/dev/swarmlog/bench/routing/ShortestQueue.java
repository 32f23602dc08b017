package dev.swarmlog.bench.routing;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Mutable: the ideal of balancing by load: whoever truly has the least gets the next, at once, with no bound on its line. */
final class ShortestQueue implements Placement {
    private final int agents;
    private final SplittableRandom random;
    private IntToDoubleFunction loads = agent -> 0;

    ShortestQueue(int agents, long seed) {
        this.agents = agents;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public void watch(IntToDoubleFunction loadOfEach) {
        loads = loadOfEach;
    }

    @Override
    public int place(String key, double nowMs) {
        int shortest = NOBODY;
        double least = Double.MAX_VALUE;
        int equals = 0;
        for (int agent = 0; agent < agents; agent++) {
            double load = loads.applyAsDouble(agent);
            if (load < least) {
                least = load;
                equals = 0;
            }
            if (load == least && random.nextInt(++equals) == 0) {
                shortest = agent;
            }
        }
        return shortest;
    }

    @Override
    public void returned(int agent, double sentAtMs, boolean success, double nowMs) {}

    @Override
    public void lookAround(double nowMs) {}
}

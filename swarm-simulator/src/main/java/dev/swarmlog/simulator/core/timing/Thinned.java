package dev.swarmlog.simulator.core.timing;

import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;

/** A Poisson process of any rate: drawn at the highest one, of which what is too many is left out (Lewis and Shedler). */
final class Thinned implements Arrivals.Clockwork {
    private final double highest;
    private final LongToDoubleFunction rate;
    private final RandomGenerator random;
    private double nanos;

    Thinned(double highestPerSecond, LongToDoubleFunction perSecond, RandomGenerator random) {
        this.highest = highestPerSecond;
        this.rate = perSecond;
        this.random = random;
    }

    @Override
    public long next() {
        if (highest == 0) {
            return Long.MAX_VALUE;
        }
        do {
            nanos += -Math.log(1 - random.nextDouble()) / highest * Arrivals.SECOND;
        } while (random.nextDouble() * highest >= rate.applyAsDouble((long) nanos));
        return (long) nanos;
    }
}

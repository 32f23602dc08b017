package dev.swarmlog.simulator.core;

import java.util.random.RandomGenerator;

/** How long a simulated agent works on a message. */
public sealed interface ServiceTime {
    /** In milliseconds. */
    double next(RandomGenerator random);

    static ServiceTime none() {
        return new Constant(0);
    }

    record Constant(double ms) implements ServiceTime {
        public Constant {
            notNegative(ms);
        }

        @Override
        public double next(RandomGenerator random) {
            return ms;
        }
    }

    /** Most messages are quick, some take several times as long; cut at twenty means, so that no run hangs on one. */
    record Exponential(double meanMs) implements ServiceTime {
        private static final double MEANS_MAX = 20;

        public Exponential {
            notNegative(meanMs);
        }

        @Override
        public double next(RandomGenerator random) {
            return meanMs * Math.min(MEANS_MAX, -Math.log(1 - random.nextDouble()));
        }
    }

    private static void notNegative(double ms) {
        if (!(ms >= 0)) {
            throw new IllegalArgumentException("a service time is 0 ms or more, not " + ms);
        }
    }
}

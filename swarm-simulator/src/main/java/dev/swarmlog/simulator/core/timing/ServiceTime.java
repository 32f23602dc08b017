package dev.swarmlog.simulator.core.timing;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** How long a simulated agent works on a message. */
public sealed interface ServiceTime {
    /** In milliseconds. */
    double next(RandomGenerator random);

    /** In milliseconds, over very many. */
    double mean();

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

        @Override
        public double mean() {
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

        @Override
        public double mean() {
            return meanMs;
        }
    }

    /**
     * What calls of models and of other people's services look like: a long tail to the right.
     *
     * @param sigma deviation of the logarithm; 0.5 is tame, 1.5 is wild
     * @param maxMs no time is longer
     */
    record LogNormal(double medianMs, double sigma, double maxMs) implements ServiceTime {
        public LogNormal {
            notNegative(medianMs);
            require(sigma >= 0 && sigma <= 5, "sigma: 0 to 5, not " + sigma);
            require(maxMs >= medianMs, "the longest time is below the median: " + maxMs);
        }

        @Override
        public double next(RandomGenerator random) {
            return Math.min(maxMs, medianMs * Math.exp(sigma * random.nextGaussian()));
        }

        /** Without regard to the cut. */
        @Override
        public double mean() {
            return medianMs * Math.exp(sigma * sigma / 2);
        }
    }

    /** A cache that is mostly hit, a model that is sometimes asked. */
    record Bimodal(double fastMs, double slowMs, double slowShare) implements ServiceTime {
        public Bimodal {
            notNegative(fastMs);
            notNegative(slowMs);
            require(slowShare >= 0 && slowShare <= 1, "the share of slow ones: 0 to 1, not " + slowShare);
        }

        @Override
        public double next(RandomGenerator random) {
            return random.nextDouble() < slowShare ? slowMs : fastMs;
        }

        @Override
        public double mean() {
            return fastMs + (slowMs - fastMs) * slowShare;
        }
    }

    /** Any of those that were measured, each as likely as another. */
    final class Measured implements ServiceTime {
        private final double[] ms;

        public Measured(List<Double> ms) {
            require(!ms.isEmpty(), "measured times: at least one");
            ms.forEach(ServiceTime::notNegative);
            this.ms = ms.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public double next(RandomGenerator random) {
            return ms[random.nextInt(ms.length)];
        }

        @Override
        public double mean() {
            return Arrays.stream(ms).average().orElse(0);
        }

        @Override
        public String toString() {
            return "Measured[times=" + ms.length + ", meanMs=" + mean() + "]";
        }
    }

    private static void notNegative(double ms) {
        require(ms >= 0, "a service time is 0 ms or more, not " + ms);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package dev.swarmlog.simulator.core.timing;

import dev.swarmlog.simulator.core.trace.Arrival;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * When messages are due. All but {@link Closed} are open: what is due is due, whether or not earlier messages were
 * answered, so a latency that is taken from there hides no wait.
 */
public sealed interface Arrivals {

    /** What is due follows from the random numbers alone, not from a clock. */
    interface Clockwork {
        /** After the start, in nanoseconds; never before the one before it; {@link Long#MAX_VALUE} where no more come. */
        long next();
    }

    /** One run of it. */
    Clockwork start(RandomGenerator random);

    /** Evenly. */
    record Paced(double perSecond) implements Arrivals {
        public Paced {
            notNegative(perSecond);
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            long[] count = {0};
            return () -> perSecond == 0 ? Long.MAX_VALUE : (long) (count[0]++ * (SECOND / perSecond));
        }
    }

    /** Independently of each other, as very many customers ask. */
    record Poisson(double perSecond) implements Arrivals {
        public Poisson {
            notNegative(perSecond);
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            return new Thinned(perSecond, nanos -> perSecond, random);
        }
    }

    /** Poisson, and from time to time very many more. */
    record Bursts(double perSecond, double burstPerSecond, double everySeconds, double lengthSeconds)
            implements Arrivals {
        public Bursts {
            notNegative(perSecond);
            notNegative(burstPerSecond);
            require(everySeconds > 0, "bursts come every so many seconds, not " + everySeconds);
            require(
                    lengthSeconds > 0 && lengthSeconds <= everySeconds,
                    "a burst lasts more than 0 and at most the " + everySeconds + " s to the next, not "
                            + lengthSeconds);
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            return new Thinned(
                    Math.max(perSecond, burstPerSecond),
                    nanos -> nanos / SECOND % everySeconds >= everySeconds - lengthSeconds ? burstPerSecond : perSecond,
                    random);
        }
    }

    /** Poisson, by day more than by night: from the low to the high and back in a period. */
    record Diurnal(double lowPerSecond, double highPerSecond, double periodSeconds) implements Arrivals {
        public Diurnal {
            notNegative(lowPerSecond);
            require(highPerSecond >= lowPerSecond, "the high is below the low: " + highPerSecond);
            require(periodSeconds > 0, "a period is longer than 0 s, not " + periodSeconds);
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            double half = (highPerSecond - lowPerSecond) / 2;
            return new Thinned(
                    highPerSecond,
                    nanos -> lowPerSecond
                            + half * (1 - Math.cos(2 * Math.PI * (nanos / SECOND % periodSeconds) / periodSeconds)),
                    random);
        }
    }

    /** Fewer at first: from none their rate rises evenly to the whole, as where one instance after the other is started. */
    record Rising(Arrivals whole, double rampUpSeconds) implements Arrivals {
        public Rising {
            require(rampUpSeconds > 0, "a rate rises for more than 0 s, not " + rampUpSeconds);
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            Clockwork all = whole.start(random);
            double risenNanos = rampUpSeconds * SECOND;
            return () -> {
                long next = all.next();
                while (next < risenNanos && random.nextDouble() * risenNanos >= next) {
                    next = all.next();
                }
                return next;
            };
        }
    }

    /** As it once was, faster or slower by a factor. */
    record Recorded(List<Arrival> trace, double speed) implements Arrivals {
        public Recorded {
            trace = List.copyOf(trace);
            require(speed > 0, "a speed is above 0, not " + speed);
        }

        @Override
        public String toString() {
            return "Recorded[messages=" + trace.size() + ", speed=" + speed + "]";
        }

        @Override
        public Clockwork start(RandomGenerator random) {
            int[] at = {0};
            return () -> at[0] == trace.size()
                    ? Long.MAX_VALUE
                    : (long) (trace.get(at[0]++).atMs() * MILLI / speed);
        }
    }

    /** So many customers, each of whom asks again a while after an answer: slow answers make for fewer questions. */
    record Closed(int customers, double thinkMs) implements Arrivals {
        public Closed {
            require(customers > 0, "at least one customer, not " + customers);
            require(thinkMs >= 0, "nobody thinks for " + thinkMs + " ms");
        }

        /** Only the first question of each; the others follow their answers. */
        @Override
        public Clockwork start(RandomGenerator random) {
            int[] count = {0};
            return () -> count[0]++ < customers ? 0 : Long.MAX_VALUE;
        }
    }

    double SECOND = 1e9;
    double MILLI = 1e6;

    private static void notNegative(double perSecond) {
        require(perSecond >= 0, "a rate is 0 a second or more, not " + perSecond);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package dev.swarmlog.coordinator.core.swarm;

/**
 * When a swarm is done.
 *
 * @param target at which measure it is there; NaN where that is not known
 * @param window over how many steps there must have been no progress
 * @param tolerance less progress than that, as a share of the measure or absolutely, is none
 * @param diversity when the particles differ by no more than that, they agree; 0 means that this is not looked at
 * @param stepsMax after so many steps it ends in any case
 */
public record Convergence(double target, int window, double tolerance, double diversity, long stepsMax) {
    public static final int WINDOW_MAX = 10_000;

    /** What is to be said of a swarm after a step. */
    public sealed interface Verdict {}

    public record GoesOn() implements Verdict {}

    /** It is done, and why. */
    public record Converged(Reason reason, String detail) implements Verdict {}

    /** It has made all its steps and is not done. */
    public record Exhausted(String detail) implements Verdict {}

    public enum Reason {
        TARGET,
        PLATEAU,
        AGREEMENT,
        FINISHED
    }

    public static final Verdict GOES_ON = new GoesOn();

    /** Mutable: the best measure at each of the last steps. */
    public static final class Watch {
        private final Convergence rule;
        private final double[] best;
        private long steps;

        public Watch(Convergence rule) {
            this(rule, new double[rule.window], 0);
        }

        private Watch(Convergence rule, double[] best, long steps) {
            this.rule = rule;
            this.best = best;
            this.steps = steps;
        }

        public long steps() {
            return steps;
        }

        /** The best measure so far. */
        public double best() {
            return steps == 0 ? Double.POSITIVE_INFINITY : best[slot(steps - 1)];
        }

        /** To be told of each step. */
        public Verdict stepped(Behaviour swarm) {
            double measure = swarm.measure();
            double diversity = swarm.diversity();
            double before = best();
            double longAgo = steps < rule.window ? Double.NaN : best[slot(steps)];
            double now = measure < before ? measure : before;
            best[slot(steps)] = now;
            steps++;
            if (measure <= rule.target) {
                return new Converged(
                        Reason.TARGET, "the measure is " + measure + ", and " + rule.target + " was asked for");
            }
            if (swarm.isFinished()) {
                return new Converged(Reason.FINISHED, "nothing is left to do");
            }
            return swarm.isRestless() ? unlessOver(now) : standstill(now, longAgo, diversity);
        }

        private Verdict standstill(double now, double longAgo, double diversity) {
            if (rule.diversity > 0 && diversity <= rule.diversity) {
                return new Converged(
                        Reason.AGREEMENT,
                        "the particles differ by " + diversity + ", and " + rule.diversity + " is none");
            }
            double slack = rule.tolerance * Math.max(1e-12, Math.abs(now));
            if (longAgo - now <= slack && Double.isFinite(now)) {
                return new Converged(
                        Reason.PLATEAU,
                        "in " + rule.window + " steps the best measure went from " + longAgo + " to " + now);
            }
            return unlessOver(now);
        }

        private Verdict unlessOver(double now) {
            return steps < rule.stepsMax
                    ? GOES_ON
                    : new Exhausted(
                            "after " + steps + " steps the best measure is " + now + ", and nothing says it is done");
        }

        private int slot(long step) {
            return (int) (step % rule.window);
        }

        public void write(StateWriter to) {
            to.large(steps).numbers(best);
        }

        public static Watch read(Convergence rule, StateReader from) {
            long steps = from.large();
            double[] best = from.numbers();
            if (best.length != rule.window) {
                throw new IllegalStateException(
                        "a window of " + best.length + " is stored, and " + rule.window + " asked for");
            }
            return new Watch(rule, best, steps);
        }
    }
}

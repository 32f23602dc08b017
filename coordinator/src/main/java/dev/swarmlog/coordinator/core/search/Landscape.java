package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.Chance;

/**
 * Functions that optimisers are compared by: those of the noiseless BBOB suite (Hansen, Finck, Ros and Auger, 2009) with
 * these numbers there. Each instance has its optimum, of value 0, elsewhere, and is turned in its own way.
 */
public enum Landscape {
    SPHERE(1),
    ELLIPSOID(2),
    RASTRIGIN(3),
    ROSENBROCK(8),
    ROTATED_ELLIPSOID(10),
    DISCUS(11),
    BENT_CIGAR(12),
    DIFFERENT_POWERS(14),
    ROTATED_RASTRIGIN(15),
    SCHAFFERS(17);

    /** Where all of them are looked for, in each dimension. */
    public static final double BOUND = 5;

    private final int number;

    Landscape(int number) {
        this.number = number;
    }

    /** As BBOB numbers it. */
    public int number() {
        return number;
    }

    public Box box(int dimensions) {
        return Box.cube(dimensions, -BOUND, BOUND);
    }

    /** What is computed into is the instance's own, so it is for one thread. */
    public Objective instance(int dimensions, long instance) {
        Ground ground = new Ground(this, dimensions, Chance.of(instance, number));
        return switch (this) {
            case SPHERE -> x -> square(ground.shifted(x));
            case ELLIPSOID -> x -> ellipsoid(oscillated(ground.shifted(x)));
            case RASTRIGIN -> x -> rastrigin(scaled(asymmetric(oscillated(ground.shifted(x)), 0.2), 10));
            case ROSENBROCK -> x -> rosenbrock(ground.shifted(x));
            case ROTATED_ELLIPSOID -> x -> ellipsoid(oscillated(ground.turned(ground.shifted(x))));
            case DISCUS -> x -> discus(oscillated(ground.turned(ground.shifted(x))));
            case BENT_CIGAR -> x -> cigar(ground.turned(asymmetric(ground.turned(ground.shifted(x)), 0.5)));
            case DIFFERENT_POWERS -> x -> powers(ground.turned(ground.shifted(x)));
            case ROTATED_RASTRIGIN ->
                x -> rastrigin(ground.turned(scaled(
                        ground.turnedAgain(asymmetric(oscillated(ground.turned(ground.shifted(x))), 0.2)), 10)));
            case SCHAFFERS ->
                x -> schaffers(scaled(ground.turnedAgain(asymmetric(ground.turned(ground.shifted(x)), 0.5)), 10))
                        + 10 * outside(x);
        };
    }

    /** Where an instance's optimum is. */
    public double[] optimum(int dimensions, long instance) {
        return new Ground(this, dimensions, Chance.of(instance, number)).optimum.clone();
    }

    /** What tells instances apart, and room to compute in. */
    private static final class Ground {
        private final int n;
        private final double[] optimum;
        private final double[] turn;
        private final double[] turnAgain;
        private final double[] z;
        private final double[] t;

        private Ground(Landscape of, int n, Chance chance) {
            this.n = n;
            double reach = of == ROSENBROCK ? 3 : 4;
            optimum = new double[n];
            for (int d = 0; d < n; d++) {
                optimum[d] = chance.between(-reach, reach);
            }
            turn = rotation(n, chance);
            turnAgain = rotation(n, chance);
            z = new double[n];
            t = new double[n];
        }

        private double[] shifted(double[] x) {
            for (int d = 0; d < n; d++) {
                z[d] = x[d] - optimum[d];
            }
            return z;
        }

        private double[] turned(double[] v) {
            return product(turn, v);
        }

        private double[] turnedAgain(double[] v) {
            return product(turnAgain, v);
        }

        private double[] product(double[] matrix, double[] v) {
            for (int d = 0; d < n; d++) {
                double sum = 0;
                for (int e = 0; e < n; e++) {
                    sum += matrix[d * n + e] * v[e];
                }
                t[d] = sum;
            }
            System.arraycopy(t, 0, z, 0, n);
            return z;
        }

        /** Random directions, made orthogonal one after the other. */
        private static double[] rotation(int n, Chance chance) {
            double[] q = new double[n * n];
            for (int d = 0; d < n; d++) {
                for (int e = 0; e < n; e++) {
                    q[d * n + e] = chance.normal();
                }
                for (int before = 0; before < d; before++) {
                    double dot = 0;
                    for (int e = 0; e < n; e++) {
                        dot += q[d * n + e] * q[before * n + e];
                    }
                    for (int e = 0; e < n; e++) {
                        q[d * n + e] -= dot * q[before * n + e];
                    }
                }
                double square = 0;
                for (int e = 0; e < n; e++) {
                    square += q[d * n + e] * q[d * n + e];
                }
                double length = Math.sqrt(square);
                for (int e = 0; e < n; e++) {
                    q[d * n + e] /= length;
                }
            }
            return q;
        }
    }

    private static double share(int d, int n) {
        return n == 1 ? 0 : (double) d / (n - 1);
    }

    private static double[] oscillated(double[] z) {
        for (int d = 0; d < z.length; d++) {
            if (z[d] != 0) {
                double log = StrictMath.log(Math.abs(z[d]));
                double first = z[d] > 0 ? 10 : 5.5;
                double second = z[d] > 0 ? 7.9 : 3.1;
                double bent = log + 0.049 * (StrictMath.sin(first * log) + StrictMath.sin(second * log));
                z[d] = Math.copySign(StrictMath.exp(bent), z[d]);
            }
        }
        return z;
    }

    private static double[] asymmetric(double[] z, double beta) {
        for (int d = 0; d < z.length; d++) {
            if (z[d] > 0) {
                z[d] = StrictMath.pow(z[d], 1 + beta * share(d, z.length) * Math.sqrt(z[d]));
            }
        }
        return z;
    }

    private static double[] scaled(double[] z, double alpha) {
        for (int d = 0; d < z.length; d++) {
            z[d] *= StrictMath.pow(alpha, share(d, z.length) / 2);
        }
        return z;
    }

    private static double outside(double[] x) {
        double sum = 0;
        for (double each : x) {
            double over = Math.max(0, Math.abs(each) - BOUND);
            sum += over * over;
        }
        return sum;
    }

    private static double square(double[] z) {
        double sum = 0;
        for (double each : z) {
            sum += each * each;
        }
        return sum;
    }

    private static double ellipsoid(double[] z) {
        double sum = 0;
        for (int d = 0; d < z.length; d++) {
            sum += StrictMath.pow(10, 6 * share(d, z.length)) * z[d] * z[d];
        }
        return sum;
    }

    private static double rastrigin(double[] z) {
        double sum = 0;
        for (double each : z) {
            sum += 10 * (1 - StrictMath.cos(2 * Math.PI * each)) + each * each;
        }
        return sum;
    }

    private static double rosenbrock(double[] shifted) {
        double scale = Math.max(1, Math.sqrt(shifted.length) / 8);
        double sum = 0;
        for (int d = 0; d + 1 < shifted.length; d++) {
            double here = scale * shifted[d] + 1;
            double next = scale * shifted[d + 1] + 1;
            sum += 100 * (here * here - next) * (here * here - next) + (here - 1) * (here - 1);
        }
        return sum;
    }

    private static double discus(double[] z) {
        return square(z) + (1e6 - 1) * z[0] * z[0];
    }

    private static double cigar(double[] z) {
        return 1e6 * square(z) - (1e6 - 1) * z[0] * z[0];
    }

    private static double powers(double[] z) {
        double sum = 0;
        for (int d = 0; d < z.length; d++) {
            sum += StrictMath.pow(Math.abs(z[d]), 2 + 4 * share(d, z.length));
        }
        return Math.sqrt(sum);
    }

    private static double schaffers(double[] z) {
        double sum = 0;
        for (int d = 0; d + 1 < z.length; d++) {
            double s = Math.sqrt(z[d] * z[d] + z[d + 1] * z[d + 1]);
            double wave = StrictMath.sin(50 * StrictMath.pow(s, 0.2));
            sum += Math.sqrt(s) * (1 + wave * wave);
        }
        double mean = sum / Math.max(1, z.length - 1);
        return mean * mean;
    }
}

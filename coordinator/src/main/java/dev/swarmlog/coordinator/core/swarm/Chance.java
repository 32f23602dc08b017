package dev.swarmlog.coordinator.core.swarm;

/**
 * Mutable: a stream of random numbers whose state is one number, so that a checkpoint holds it. SplitMix64 (Steele, Lea
 * and Flood, 2014).
 */
public final class Chance {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public Chance(long seed) {
        state = seed;
    }

    /** Another stream that belongs to this seed. */
    public static Chance of(long seed, long stream) {
        return new Chance(mixed(seed + GOLDEN * (stream + 1)));
    }

    public long state() {
        return state;
    }

    public long next() {
        state += GOLDEN;
        return mixed(state);
    }

    /** At least 0, less than 1. */
    public double unit() {
        return (next() >>> 11) * UNIT;
    }

    public double between(double low, double high) {
        return low + (high - low) * unit();
    }

    /** At least 0, less than the bound. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Normally distributed, by Marsaglia's polar method; the second value is let go, for it would be state as well. */
    public double normal() {
        while (true) {
            double x = 2 * unit() - 1;
            double y = 2 * unit() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

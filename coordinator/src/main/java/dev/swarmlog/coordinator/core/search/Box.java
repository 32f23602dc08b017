package dev.swarmlog.coordinator.core.search;

import java.util.Arrays;

/** Where a search may look: between two bounds in each dimension. */
public final class Box {
    public static final int DIMENSIONS_MAX = 256;

    private final double[] lower;
    private final double[] upper;

    public Box(double[] lower, double[] upper) {
        this.lower = lower.clone();
        this.upper = upper.clone();
        if (lower.length != upper.length || lower.length == 0 || lower.length > DIMENSIONS_MAX) {
            throw new IllegalArgumentException("a box has 1 to " + DIMENSIONS_MAX + " dimensions with two bounds each");
        }
        for (int d = 0; d < lower.length; d++) {
            if (!(lower[d] < upper[d]) || Double.isInfinite(upper[d] - lower[d])) {
                throw new IllegalArgumentException(
                        "the lower bound is below the upper, not " + lower[d] + " and " + upper[d]);
            }
        }
    }

    public static Box cube(int dimensions, double lower, double upper) {
        double[] low = new double[dimensions];
        double[] high = new double[dimensions];
        Arrays.fill(low, lower);
        Arrays.fill(high, upper);
        return new Box(low, high);
    }

    public int dimensions() {
        return lower.length;
    }

    public double lower(int d) {
        return lower[d];
    }

    public double upper(int d) {
        return upper[d];
    }

    double width(int d) {
        return upper[d] - lower[d];
    }

    /** What is outside is mirrored at the bounds, so that searches need not know of them. */
    void mirror(double[] point) {
        for (int d = 0; d < lower.length; d++) {
            double at = point[d];
            if (at < lower[d] || at > upper[d]) {
                double width = width(d);
                double turns = Math.abs(at - lower[d]) % (2 * width);
                point[d] = Double.isFinite(turns) ? lower[d] + (turns <= width ? turns : 2 * width - turns) : lower[d];
            }
        }
    }
}

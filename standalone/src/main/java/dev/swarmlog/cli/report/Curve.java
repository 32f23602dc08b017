package dev.swarmlog.cli.report;

import java.util.List;

/**
 * One line of a plot.
 *
 * @param style its class in the page's styles
 * @param values one for each moment; not a number where there is none
 */
record Curve(String name, String style, List<Double> values) {
    double largest() {
        return values.stream()
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .max()
                .orElse(0);
    }

    /** Above nothing. */
    double smallest() {
        return values.stream()
                .filter(value -> Double.isFinite(value) && value > 0)
                .mapToDouble(value -> value)
                .min()
                .orElse(1);
    }
}

package dev.swarmlog.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where values are on a line of so many pixels.
 *
 * @param logarithmic whether each power of ten has the same room; values below the least are put there
 */
record Axis(double least, double most, double pixels, boolean logarithmic) {
    private static final int USUAL_TICKS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** From nothing to a round number that is not below the largest value. */
    static Axis linear(double largest, double pixels) {
        double step = step(largest, USUAL_TICKS);
        return new Axis(0, Math.max(step, Math.ceil(largest / step - 1e-9) * step), pixels, false);
    }

    /** Between powers of ten. */
    static Axis logarithmic(double smallest, double largest, double pixels) {
        double from = Math.pow(10, Math.floor(Math.log10(Math.max(0.01, smallest))));
        double to = Math.pow(10, Math.ceil(Math.log10(Math.max(from * 1.01, largest))));
        return new Axis(from, to, pixels, true);
    }

    /** Exactly these ends. */
    static Axis between(double least, double most, double pixels) {
        return new Axis(least, Math.max(most, least + 1), pixels, false);
    }

    double at(double value) {
        double inside = Math.clamp(value, least, most);
        double share = logarithmic
                ? (Math.log10(inside) - Math.log10(least)) / (Math.log10(most) - Math.log10(least))
                : (inside - least) / (most - least);
        return share * pixels;
    }

    /** Round values to draw lines at. */
    List<Double> ticks() {
        return ticks(USUAL_TICKS);
    }

    /** About so many, where it is not logarithmic. */
    List<Double> ticks(int about) {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = least; tick <= most * 1.001; tick *= 10) {
                ticks.add(tick);
            }
            return ticks;
        }
        double step = step(most - least, about);
        for (long i = (long) Math.ceil(least / step - 1e-9); i * step <= most * 1.000001; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static double step(double span, int steps) {
        double rough = Math.max(span, 1e-3) / steps;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double round : ROUND) {
            if (round * power >= rough * 0.999999) {
                return round * power;
            }
        }
        return 10 * power;
    }

    /** As short as it is exact: 0.5, 20, 1.5k, 2M. */
    static String text(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return trimmed(value / 1e6) + "M";
        }
        return size >= 1e4 ? trimmed(value / 1e3) + "k" : trimmed(value);
    }

    /** With two digits behind the point at most. */
    static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}

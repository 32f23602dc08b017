package dev.swarmlog.bench.all;

import java.util.List;
import java.util.Locale;

/** What came out when the same was measured several times. */
public record Spread(double least, double median, double most) {
    private static final double MILLION = 1e6;
    private static final double THOUSAND = 1e3;
    private static final double WHOLE_FROM = 100;

    /** Of at least one value. */
    public static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /** The median, and behind it what it lies between. */
    @Override
    public String toString() {
        String all = text(median);
        return text(least).equals(text(most)) ? all : all + " (" + text(least) + " to " + text(most) + ")";
    }

    private static String text(double value) {
        double size = Math.abs(value);
        if (size >= MILLION) {
            return String.format(Locale.ROOT, "%.2f M", value / MILLION);
        }
        if (size >= 10 * THOUSAND) {
            return String.format(Locale.ROOT, "%.0f k", value / THOUSAND);
        }
        if (size >= WHOLE_FROM || value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.3f", value);
    }
}

package dev.swarmlog.cli.view;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last so many values as one line of bars, the highest of them full. */
public final class Sparkline {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final String ASCII_BARS = " .,:-=+*#";

    private final int valuesMax;
    private final Deque<Double> values = new ArrayDeque<>();

    public Sparkline(int valuesMax) {
        this.valuesMax = valuesMax;
    }

    public void add(double value) {
        values.addLast(value);
        if (values.size() > valuesMax) {
            values.removeFirst();
        }
    }

    /** The newest values that fit; a value above nothing shows at least the lowest bar. */
    public String draw(int width, boolean unicode) {
        String bars = unicode ? BARS : ASCII_BARS;
        double top = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        StringBuilder line = new StringBuilder();
        values.stream()
                .skip(Math.max(0, values.size() - width))
                .forEach(value -> line.append(bars.charAt(level(value, top, bars.length() - 1))));
        return line.toString();
    }

    private static int level(double value, double top, int full) {
        return value <= 0 ? 0 : (int) Math.max(1, Math.round(value / top * full));
    }
}

package dev.swarmlog.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Curves over the same moments as an SVG picture, with faults as bands behind them.
 *
 * @param unit behind the values that a pointer shows
 * @param seconds the moments
 */
record Plot(String title, String unit, Shape shape, List<Double> seconds, List<Curve> curves, List<Mark> marks) {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 220;
    private static final int LEFT = 52;
    private static final int RIGHT = 12;
    private static final int TOP = 18;
    private static final int BOTTOM = 24;
    private static final int TICKS_OF_TIME = 10;
    private static final double INNER_WIDTH = WIDTH - LEFT - RIGHT;
    private static final double INNER_HEIGHT = HEIGHT - TOP - BOTTOM;

    /** How values become heights. */
    enum Shape {
        LINES,
        LOGARITHMIC_LINES,
        /** Each curve on the one before. */
        STACKED
    }

    String svg() {
        List<Curve> drawn = shape == Shape.STACKED ? stacked() : curves;
        Axis x = Axis.between(0, seconds.isEmpty() ? 1 : seconds.getLast(), INNER_WIDTH);
        Axis y = vertical(drawn);
        Html svg = new Html();
        svg.add("<figure class=\"plot\" data-x=\"%s\" data-unit=\"%s\">", numbers(seconds), unit);
        svg.add("<figcaption><b>%s</b>", title);
        for (Curve curve : curves) {
            svg.add(
                    "<span class=\"key\"><i class=\"%s\"></i>%s <output data-values=\"%s\"></output></span>",
                    curve.style(), curve.name(), numbers(curve.values()));
        }
        svg.add("<output class=\"moment\"></output></figcaption>");
        svg.add("<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, title);
        grid(svg, x, y);
        if (shape == Shape.STACKED) {
            draw(svg, drawn, x, y);
            marks(svg, x);
        } else {
            marks(svg, x);
            draw(svg, drawn, x, y);
        }
        svg.add("<line class=\"pointer\" y1=\"%s\" y2=\"%s\"/></svg></figure>", TOP, HEIGHT - BOTTOM);
        return svg.toString();
    }

    private Axis vertical(List<Curve> drawn) {
        double largest = drawn.stream().mapToDouble(Curve::largest).max().orElse(1);
        if (shape != Shape.LOGARITHMIC_LINES) {
            return Axis.linear(largest, INNER_HEIGHT);
        }
        double smallest = drawn.stream().mapToDouble(Curve::smallest).min().orElse(1);
        return Axis.logarithmic(smallest, largest, INNER_HEIGHT);
    }

    private List<Curve> stacked() {
        List<Curve> stacked = new ArrayList<>();
        List<Double> below = seconds.stream().map(second -> 0.0).toList();
        for (Curve curve : curves) {
            List<Double> sums = new ArrayList<>();
            for (int i = 0; i < below.size(); i++) {
                double value = curve.values().get(i);
                sums.add(below.get(i) + (Double.isFinite(value) ? value : 0));
            }
            stacked.add(new Curve(curve.name(), curve.style(), sums));
            below = sums;
        }
        return stacked;
    }

    private void marks(Html svg, Axis x) {
        for (Mark mark : marks) {
            double from = LEFT + x.at(mark.fromSeconds());
            double width = Math.max(1.5, LEFT + x.at(mark.toSeconds()) - from);
            svg.add(
                    "<g class=\"mark %s\"><title>%s</title><rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>",
                    mark.toSeconds() > mark.fromSeconds() ? "span" : "instant",
                    mark.number() + ": " + mark.what(),
                    number(from),
                    TOP,
                    number(width),
                    number(INNER_HEIGHT));
            svg.add("<text x=\"%s\" y=\"%s\">%s</text></g>", number(from), TOP - 5, mark.number());
        }
    }

    private static void grid(Html svg, Axis x, Axis y) {
        for (double tick : y.ticks()) {
            double at = HEIGHT - BOTTOM - y.at(tick);
            svg.add(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                    LEFT, WIDTH - RIGHT, number(at), number(at));
            svg.add("<text class=\"tick y\" x=\"%s\" y=\"%s\">%s</text>", LEFT - 6, number(at + 4), Axis.text(tick));
        }
        for (double tick : x.ticks(TICKS_OF_TIME)) {
            svg.add(
                    "<text class=\"tick x\" x=\"%s\" y=\"%s\">%s s</text>",
                    number(LEFT + x.at(tick)), HEIGHT - 7, Axis.text(tick));
        }
    }

    private void draw(Html svg, List<Curve> drawn, Axis x, Axis y) {
        List<Curve> order = shape == Shape.STACKED ? drawn.reversed() : drawn;
        for (Curve curve : order) {
            if (shape == Shape.STACKED) {
                double left = seconds.isEmpty() ? 0 : seconds.getFirst();
                svg.add(
                        "<path class=\"area %s\" d=\"%sV%sH%sZ\"/>",
                        curve.style(), path(curve, x, y), HEIGHT - BOTTOM, number(LEFT + x.at(left)));
            } else {
                svg.add("<path class=\"line %s\" d=\"%s\"/>", curve.style(), path(curve, x, y));
            }
        }
    }

    /** A gap where there is no value. */
    private String path(Curve curve, Axis x, Axis y) {
        StringBuilder path = new StringBuilder();
        boolean begun = false;
        for (int i = 0; i < seconds.size(); i++) {
            double value = curve.values().get(i);
            if (Double.isFinite(value)) {
                path.append(begun ? 'L' : 'M')
                        .append(number(LEFT + x.at(seconds.get(i))))
                        .append(',')
                        .append(number(HEIGHT - BOTTOM - y.at(value)));
            }
            begun = Double.isFinite(value);
        }
        return path.isEmpty() ? "M0,0" : path.toString();
    }

    private static String numbers(List<Double> values) {
        return values.stream()
                .map(value -> Double.isFinite(value) ? Axis.trimmed(value) : "-")
                .collect(Collectors.joining(" "));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}

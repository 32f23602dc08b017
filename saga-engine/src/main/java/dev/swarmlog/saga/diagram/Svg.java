package dev.swarmlog.saga.diagram;

import dev.swarmlog.v1.SagaStepState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** As a picture for browsers, documents and chats; it needs nothing but itself. */
public final class Svg {
    private static final int WIDTH = 190;
    private static final int HEIGHT = 56;
    private static final int COLUMN = WIDTH + 64;
    private static final int ROW = HEIGHT + 22;
    private static final int MARGIN = 24;
    private static final int TOP = 76;
    private static final int LEGEND = 150;
    private static final int NAME_CHARS_MAX = 21;
    private static final int LINE_CHARS_MAX = 28;

    private final Diagram diagram;
    private final Layers layers;
    private final StringBuilder out = new StringBuilder();

    private Svg(Diagram diagram) {
        this.diagram = diagram;
        this.layers = Layers.of(diagram.nodes());
    }

    public static String of(Diagram diagram) {
        return diagram.nodes().isEmpty() ? new Svg(diagram).empty() : new Svg(diagram).drawn();
    }

    private String empty() {
        head(3 * LEGEND, TOP + MARGIN);
        return out.append("</svg>\n").toString();
    }

    private String drawn() {
        Set<SagaStepState> states = EnumSet.noneOf(SagaStepState.class);
        diagram.nodes().forEach(node -> states.add(node.state()));
        int below = TOP + (int) Math.ceil(layers.rows() * ROW);
        int width = Math.max(
                2 * MARGIN + layers.columns() * COLUMN - (COLUMN - WIDTH), 2 * MARGIN + states.size() * LEGEND);
        head(width, below + 2 * MARGIN);
        layers.arrows().forEach(this::arrow);
        for (int i = 0; i < diagram.nodes().size(); i++) {
            box(diagram.nodes().get(i), layers.nodes().get(i));
        }
        legend(states, below + MARGIN / 2);
        return out.append("</svg>\n").toString();
    }

    private void head(int width, int height) {
        out.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
                font-family="Helvetica, Arial, sans-serif" font-size="12" fill="#212121">
                <title>%3$s</title>
                <defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" \
                orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#78909c"/></marker></defs>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%4$d" y="32" font-size="17" font-weight="bold">%3$s</text>
                <text x="%4$d" y="52" fill="#546e7a">%5$s</text>
                """.formatted(width, height, escaped(diagram.title()), MARGIN, escaped(diagram.subtitle())));
    }

    private static double x(Layers.Point point) {
        return MARGIN + point.column * (double) COLUMN;
    }

    /** The middle. */
    private static double y(Layers.Point point) {
        return TOP + point.row * ROW + HEIGHT / 2.0;
    }

    /** A bend is passed straight, as wide as a box would be there. */
    private void arrow(List<Layers.Point> points) {
        StringBuilder path = new StringBuilder();
        double x = x(points.getFirst()) + WIDTH;
        double y = y(points.getFirst());
        path.append("M").append(number(x)).append(' ').append(number(y));
        for (Layers.Point to : points.subList(1, points.size())) {
            double toX = x(to);
            double half = (x + toX) / 2;
            path.append(" C")
                    .append(String.join(
                            " ",
                            List.of(number(half), number(y), number(half), number(y(to)), number(toX), number(y(to)))));
            x = toX;
            y = y(to);
            if (!to.equals(points.getLast())) {
                x += WIDTH;
                path.append(" H").append(number(x));
            }
        }
        out.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"#90a4ae\" stroke-width=\"1.5\" marker-end=\"url(#head)\"/>\n");
    }

    private void box(Diagram.Node node, Layers.Point at) {
        Colours colours = Colours.of(node.state());
        double x = x(at);
        double y = y(at) - HEIGHT / 2.0;
        out.append("<g><title>")
                .append(escaped(String.join("\n", said(node))))
                .append("</title><rect x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" width=\"" + WIDTH + "\" height=\"" + HEIGHT + "\" rx=\"7\" fill=\"")
                .append(colours.fill())
                .append("\" stroke=\"")
                .append(colours.line())
                .append(colours.dashed() ? "\" stroke-dasharray=\"5 4" : "")
                .append("\" stroke-width=\"1.5\"/>");
        text(x, y + 19, "font-weight=\"bold\" font-size=\"13\"", cut(node.name(), NAME_CHARS_MAX));
        text(x, y + 34, "fill=\"#546e7a\" font-size=\"11\"", cut(node.kind(), LINE_CHARS_MAX));
        String line = words(node.state()) + (node.note().isEmpty() ? "" : ", " + node.note());
        text(x, y + 49, "fill=\"" + colours.line() + "\" font-size=\"11\"", cut(line, LINE_CHARS_MAX));
        out.append("</g>\n");
    }

    private void text(double x, double y, String style, String text) {
        out.append("<text x=\"")
                .append(number(x + 10))
                .append("\" y=\"")
                .append(number(y))
                .append("\" ")
                .append(style)
                .append('>')
                .append(escaped(text))
                .append("</text>");
    }

    private void legend(Set<SagaStepState> states, int y) {
        int x = MARGIN;
        for (SagaStepState state : states) {
            Colours colours = Colours.of(state);
            out.append("<rect x=\"" + x + "\" y=\"" + y + "\" width=\"22\" height=\"14\" rx=\"3\" fill=\""
                    + colours.fill() + "\" stroke=\"" + colours.line()
                    + (colours.dashed() ? "\" stroke-dasharray=\"5 4" : "") + "\"/>");
            text(x + 20, y + 12, "", words(state));
            x += LEGEND;
        }
        out.append('\n');
    }

    private static List<String> said(Diagram.Node node) {
        List<String> said = new ArrayList<>(List.of(node.name(), node.kind(), words(node.state()), node.note()));
        said.removeIf(String::isEmpty);
        return said;
    }

    private static String words(SagaStepState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cut(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars - 1) + "…";
    }

    private static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + Math.abs(tenths % 10);
    }

    private static String escaped(String text) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> clean.append("&amp;");
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '"' -> clean.append("&quot;");
                default -> clean.append(c < ' ' && c != '\n' ? ' ' : c);
            }
        }
        return clean.toString();
    }
}

package dev.swarmlog.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A report of a simulation for people. What a report does not have is left out; what is new in one stands in its tables. */
public final class ReportPage {
    private static final double MS_PER_S = 1_000;
    private static final double REST_MS = 500;

    private final JsonNode report;
    private final List<JsonNode> rows = new ArrayList<>();
    private final List<Mark> marks;

    private ReportPage(JsonNode report) {
        this.report = report;
        report.path("series").forEach(rows::add);
        leaveOutTheRest();
        this.marks = marks(report.path("faults"));
    }

    /** What came after the last whole second would look as if everything had stopped. */
    private void leaveOutTheRest() {
        int last = rows.size() - 1;
        if (last > 0
                && rows.get(last).path("atMs").asDouble()
                                - rows.get(last - 1).path("atMs").asDouble()
                        < REST_MS) {
            rows.remove(last);
        }
    }

    /** The page of a report, as its JSON has it. */
    public static String of(JsonNode report) {
        return new ReportPage(report).page();
    }

    private String page() {
        String name = report.path("scenario").asText("simulation");
        Html page = new Html();
        page.add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title>", name + ": report")
                .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>")
                .raw(resource("report.css"))
                .raw("</style></head><body><main>");
        head(page, name);
        tiles(page);
        plots().forEach(plot -> page.raw(plot.svg()));
        FaultTable.add(page, report.path("faults"));
        page.raw("<div class=\"columns\">");
        table(page, "Ledger", report.path("ledger"));
        table(page, "Latency", report.path("latency"));
        table(page, "Settings", report.path("settings"));
        page.raw("</div></main><script>").raw(resource("report.js")).raw("</script></body></html>\n");
        return page.toString();
    }

    private void head(Html page, String name) {
        boolean even = report.path("even").asBoolean(report.path("problems").isEmpty());
        Instant began =
                Instant.ofEpochMilli(report.path("startedAtMs").asLong()).truncatedTo(ChronoUnit.SECONDS);
        page.add(
                "<header><h1>%s</h1><p>%s, %s%s%s</p></header>",
                name,
                began,
                Figures.seconds(report.path("durationMs").asDouble()),
                report.has("seed") ? ", seed " + report.path("seed").asText() : "",
                report.path("interrupted").asBoolean() ? ", interrupted" : "");
        page.add(
                "<p class=\"verdict %s\"><b>%s</b> %s</p>",
                even ? "good" : "bad",
                even ? "The books are even." : "The books are not even.",
                even ? "Every message came to one end, and no effect was had twice." : "");
        list(page, "problems", report.path("problems"));
        list(page, "notes", report.path("notes"));
    }

    private static void list(Html page, String name, JsonNode texts) {
        if (!texts.isEmpty()) {
            page.add("<ul class=\"%s\">", name);
            texts.forEach(text -> page.add("<li>%s</li>", text.asText()));
            page.raw("</ul>");
        }
    }

    private void tiles(Html page) {
        JsonNode ledger = report.path("ledger");
        page.raw("<div class=\"tiles\">");
        for (String count : List.of("submitted", "replied", "lost", "doubled", "stale", "disordered")) {
            if (ledger.has(count)) {
                tile(page, count, Figures.count(ledger.path(count).asLong()));
            }
        }
        for (String percentile : List.of("p50Ms", "p99Ms", "maxMs")) {
            if (report.path("latency").has(percentile)) {
                tile(
                        page,
                        percentile.replace("Ms", ""),
                        Figures.latency(report.path("latency").path(percentile).asDouble()));
            }
        }
        page.raw("</div>");
    }

    private static void tile(Html page, String name, String value) {
        page.add("<div><span>%s</span><b>%s</b></div>", name, value);
    }

    private List<Plot> plots() {
        List<Plot> plots = new ArrayList<>();
        add(plots, "Latency", "ms", Plot.Shape.LOGARITHMIC_LINES, curves("p50Ms", "p90Ms", "p99Ms", "maxMs"));
        add(plots, "Messages a second", "", Plot.Shape.LINES, curves("submitted", "replied"));
        add(plots, "Agents", "", Plot.Shape.STACKED, states());
        add(plots, "On the way", "", Plot.Shape.LINES, curves("open", "inFlight", "lag"));
        add(plots, "The simulator's own processor", "cores", Plot.Shape.LINES, curves("cores"));
        add(plots, "Processors that went to other machines", "share", Plot.Shape.LINES, curves("stolen"));
        add(plots, "Its memory", "MB", Plot.Shape.LINES, curves("heapMb"));
        return plots;
    }

    private void add(List<Plot> plots, String title, String unit, Plot.Shape shape, List<Curve> curves) {
        if (!rows.isEmpty() && !curves.isEmpty()) {
            List<Double> seconds = rows.stream()
                    .map(row -> row.path("atMs").asDouble() / MS_PER_S)
                    .toList();
            plots.add(new Plot(title, unit, shape, seconds, curves, marks));
        }
    }

    /** Of those that the series has. */
    private List<Curve> curves(String... names) {
        List<Curve> curves = new ArrayList<>();
        for (String name : names) {
            if (rows.stream().anyMatch(row -> row.path(name).isNumber())) {
                curves.add(new Curve(
                        name.replace("Ms", "").replace("heapMb", "heap"),
                        "c" + curves.size(),
                        rows.stream().map(row -> number(row, name)).toList()));
            }
        }
        return curves;
    }

    /** How many agents are in each state; or only how many are alive, where no more is known. */
    private List<Curve> states() {
        List<String> states = new ArrayList<>();
        rows.forEach(row -> row.path("agents").fieldNames().forEachRemaining(state -> {
            if (!states.contains(state)) {
                states.add(state);
            }
        }));
        states.removeIf(state ->
                rows.stream().allMatch(row -> row.path("agents").path(state).asDouble() == 0));
        if (states.isEmpty()) {
            return curves("alive");
        }
        return states.stream()
                .map(state -> new Curve(
                        state,
                        "s-" + state.toLowerCase(Locale.ROOT),
                        rows.stream()
                                .map(row -> number(row.path("agents").path(state)))
                                .toList()))
                .toList();
    }

    /** A latency of nothing is that of a second in which nothing came. */
    private static double number(JsonNode row, String name) {
        double value = number(row.path(name));
        return value == 0 && name.endsWith("Ms") ? Double.NaN : value;
    }

    private static double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    private static List<Mark> marks(JsonNode faults) {
        List<Mark> marks = new ArrayList<>();
        for (JsonNode fault : faults) {
            double from = fault.path("atMs").asDouble() / MS_PER_S;
            double to = fault.path("untilMs").asDouble(from * MS_PER_S) / MS_PER_S;
            String what = fault.path("what").asText() + " " + fault.path("who").asText();
            marks.add(new Mark(marks.size() + 1, from, Math.max(from, to), what));
        }
        return marks;
    }

    private static void table(Html page, String title, JsonNode values) {
        if (values.isEmpty()) {
            return;
        }
        page.add("<section><h2>%s</h2><table>", title);
        values.properties()
                .forEach(entry -> page.add("<tr><th>%s</th><td>%s</td></tr>", entry.getKey(), text(entry.getValue())));
        page.raw("</table></section>");
    }

    private static String text(JsonNode value) {
        if (value.isIntegralNumber()) {
            return Figures.count(value.asLong());
        }
        return value.isNumber() ? Axis.text(value.asDouble()) : value.isValueNode() ? value.asText() : value.toString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

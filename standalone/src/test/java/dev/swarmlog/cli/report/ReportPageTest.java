package dev.swarmlog.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.cli.view.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportPageTest {
    private static final String REPORT = """
            {"scenario": "storm <one>", "seed": 7, "startedAtMs": 1795280400000, "durationMs": 3000, "even": false,
             "problems": ["lost: 1 message"],
             "ledger": {"submitted": 30, "replied": 29, "lost": 1, "doubled": 0, "newcomer": 12345},
             "latency": {"p50Ms": 3.1, "p99Ms": 20.5, "maxMs": 812},
             "series": [
               {"atMs": 1000, "submitted": 10, "replied": 10, "p50Ms": 3, "p99Ms": 18, "agents": {"HEALTHY": 5, "DEAD": 0}},
               {"atMs": 2000, "submitted": 10, "replied": 9, "agents": {"HEALTHY": 3, "DEAD": 2}},
               {"atMs": 3000, "submitted": 10, "replied": 10, "p50Ms": 3, "p99Ms": 800, "agents": {"HEALTHY": 5, "DEAD": 0}}],
             "faults": [{"atMs": 1500, "untilMs": 2500, "what": "crash", "who": "2 agents",
               "seen": [{"as": "DEAD", "agents": 2, "firstMs": 900, "medianMs": 950, "lastMs": 1000}], "lost": 0}]}
            """;

    @Test
    void saysWhatCameOutAndWhatWasWrong() {
        String page = ReportPage.of(Json.parse(REPORT));

        assertThat(page)
                .contains("storm &lt;one&gt;")
                .contains("The books are not even.")
                .contains("lost: 1 message")
                .contains("<tr><th>newcomer</th><td>12,345</td></tr>")
                .contains("DEAD: 2, 900 ms / 950 ms / 1.0 s");
    }

    @Test
    void needsNothingFromOutside() {
        assertThat(ReportPage.of(Json.parse(REPORT)))
                .doesNotContain("http:", "https:", "src=", "@import", "url(")
                .doesNotContain("<one>");
    }

    @Test
    void drawsGapsWhereNothingCame() {
        Plot plot = new Plot(
                "Latency",
                "ms",
                Plot.Shape.LOGARITHMIC_LINES,
                List.of(1.0, 2.0, 3.0, 4.0),
                List.of(new Curve("p50", "c0", List.of(1.0, Double.NaN, 10.0, 100.0))),
                List.of());

        assertThat(plot.svg()).containsPattern("d=\"M[0-9.]+,[0-9.]+M[0-9.]+,[0-9.]+L");
    }

    @Test
    void secondsWithoutAnswersAndTheRestOfOneAreNoLatency() {
        String page = ReportPage.of(Json.parse("""
                {"series": [{"atMs": 1000, "p50Ms": 7}, {"atMs": 2000, "p50Ms": 0}, {"atMs": 2010, "p50Ms": 9}]}
                """));

        assertThat(page).contains("data-values=\"7 -\"");
    }

    @Test
    void marksFaultsInEveryPlot() {
        String page = ReportPage.of(Json.parse(REPORT));

        assertThat(page.split("<figure", -1)).hasSize(4);
        assertThat(page.split("<title>1: crash 2 agents</title>", -1)).hasSize(4);
    }

    @Test
    void axesEndAtRoundNumbers() {
        assertThat(Axis.linear(812, 100).ticks()).containsExactly(0.0, 200.0, 400.0, 600.0, 800.0, 1_000.0);
        assertThat(Axis.logarithmic(3, 812, 100).ticks()).containsExactly(1.0, 10.0, 100.0, 1_000.0);
        assertThat(Axis.linear(0, 100).most()).isPositive();
        assertThat(Axis.logarithmic(3, 812, 100).at(100)).isBetween(66.0, 67.0);
        assertThat(List.of(Axis.text(1_500_000), Axis.text(20_000), Axis.text(0.25), Axis.text(100)))
                .containsExactly("1.5M", "20k", "0.25", "100");
    }

    @Test
    void anEmptyReportIsAPage() {
        assertThat(ReportPage.of(Json.parse("{}")))
                .startsWith("<!doctype html>")
                .endsWith("</html>\n");
    }
}

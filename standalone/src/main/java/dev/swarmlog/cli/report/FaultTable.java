package dev.swarmlog.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.swarmlog.cli.view.Figures;
import java.util.ArrayList;
import java.util.List;

/** What was done to whom, and what the platform made of it. */
final class FaultTable {
    private FaultTable() {}

    static void add(Html page, JsonNode faults) {
        if (faults.isEmpty()) {
            return;
        }
        page.raw("<section class=\"wide\"><h2>Faults</h2><table><tr><th></th><th>at</th><th>for</th><th>what</th>"
                + "<th>who</th><th>seen as: agents, after first / median / last</th><th>lost</th></tr>");
        int number = 1;
        for (JsonNode fault : faults) {
            page.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>",
                    number++,
                    Figures.seconds(fault.path("atMs").asDouble()),
                    lasted(fault),
                    fault.path("what").asText(),
                    fault.path("who").asText(),
                    seen(fault),
                    fault.path("lost").asText(""));
        }
        page.raw("</table></section>");
    }

    private static String lasted(JsonNode fault) {
        return fault.has("untilMs")
                ? Figures.latency(
                        fault.path("untilMs").asDouble() - fault.path("atMs").asDouble())
                : "";
    }

    private static String seen(JsonNode fault) {
        List<String> all = new ArrayList<>();
        for (JsonNode seen : fault.path("seen")) {
            all.add(seen.path("as").asText() + ": "
                    + Figures.count(seen.path("agents").asLong()) + ", "
                    + Figures.latency(seen.path("firstMs").asDouble()) + " / "
                    + Figures.latency(seen.path("medianMs").asDouble()) + " / "
                    + Figures.latency(seen.path("lastMs").asDouble()));
        }
        return String.join("; ", all);
    }
}

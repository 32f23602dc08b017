package dev.swarmlog.bench.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows as a table of markdown. */
public final class ScaleTable {
    public static final List<String> HEAD = List.of(
            "| agents | partitions | a message, us of CPU | of it | messages/s | a heartbeat, us of CPU | of it |"
                    + " heartbeats/s | idle, ms/s |",
            "|---|---|---|---|---|---|---|---|---|");

    private ScaleTable() {}

    public static List<String> of(List<ScaleRow> rows) {
        List<String> lines = new ArrayList<>(HEAD);
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    public static String line(ScaleRow row) {
        return String.format(
                Locale.ROOT,
                "| %,d | %d | %.1f | %s | %s | %.1f | %s | %s | %s |",
                row.agents(),
                row.partitions(),
                row.messages().all(),
                parts(row.messages().micros()),
                pace(row.messages()),
                row.beats().all(),
                parts(row.beats().micros()),
                pace(row.beats()),
                parts(row.idle()));
    }

    private static String pace(ScaleRow.Price price) {
        String pace = String.format(Locale.ROOT, "%,.0f", price.perSecond());
        // what comes in half a second is on its way; more than that was not managed
        return price.behind() > price.perSecond() / 2
                ? pace + String.format(Locale.ROOT, ", **%,d behind**", price.behind())
                : pace;
    }

    private static String parts(Map<String, Double> parts) {
        return parts.entrySet().stream()
                .map(part -> String.format(Locale.ROOT, "%s %.1f", part.getKey(), part.getValue()))
                .collect(Collectors.joining(", "));
    }
}

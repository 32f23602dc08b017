package dev.swarmlog.cli.improve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.document.Durations;
import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.ImprovementEvidence;
import dev.swarmlog.v1.ImprovementStep;
import dev.swarmlog.v1.SagaAnomaly;
import dev.swarmlog.v1.SagaFailureCount;
import dev.swarmlog.v1.SagaStepTrack;
import dev.swarmlog.v1.SagaTrack;
import dev.swarmlog.v1.SagaWay;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Proposals and tracks as rows of tables, as lines, and as JSON. */
public final class ImprovementRows {
    private static final double PERCENT = 100;
    private static final double PERMILLE = 10;

    private ImprovementRows() {}

    public static List<String> table(Collection<Improvement> improvements) {
        Table table = Table.of("ID", "STATE", "DEFINITION", "CHANGE", ">TRIED BY", ">FAILED", ">WITHOUT IT", ">FAILED");
        for (Improvement it : improvements) {
            boolean isTried = !it.getCandidate().isEmpty();
            table.row(
                    it.getId(),
                    it.getState(),
                    it.getName() + "@" + it.getVersion(),
                    change(it),
                    isTried ? it.getTried().getRuns() : "",
                    isTried ? it.getTried().getFailed() : "",
                    isTried ? it.getBase().getRuns() : "",
                    isTried ? it.getBase().getFailed() : "");
        }
        return table.isEmpty() ? List.of("nothing is proposed") : table.lines();
    }

    private static String change(Improvement it) {
        return switch (it.getKind()) {
            case RAISE_TIMEOUT ->
                "timeout of " + it.getStepName() + " from " + Durations.text(it.getFrom()) + " to "
                        + Durations.text(it.getTo());
            case MORE_RETRIES -> "attempts of " + it.getStepName() + " from " + it.getFrom() + " to " + it.getTo();
            case CHANGE_STRATEGY ->
                "pause of " + it.getStepName() + " from " + Durations.text(it.getFrom()) + " to "
                        + Durations.text(it.getTo());
            case SPLIT_STEP -> "split " + it.getStepName();
            case UNKNOWN -> "one that only a newer version knows";
        };
    }

    /** A proposal with its evidence, and all that became of it. */
    public static List<String> told(Improvement it) {
        List<String> lines = new ArrayList<>(table(List.of(it)));
        for (ImprovementEvidence each : it.getEvidence()) {
            lines.add(each.getWhat() + ": " + plain(each.getValue()));
        }
        if (!it.getCandidate().isEmpty()) {
            lines.add("the change is in version " + it.getCandidate() + ", for " + plain(it.getPermille() / PERMILLE)
                    + " % of those that name no version");
        }
        for (ImprovementStep each : it.getHistory()) {
            lines.add(Instant.ofEpochMilli(each.getAtMs()) + "  " + each.getState()
                    + (each.getBy().isEmpty() ? "" : " by " + each.getBy())
                    + (each.getWhy().isEmpty() ? "" : ": " + each.getWhy()));
        }
        return lines;
    }

    public static List<String> tracks(Collection<SagaTrack> tracks) {
        Table table = Table.of("DEFINITION", ">SAGAS", ">MEDIAN", ">P95", ">FAILED", "FAILS MOST AT", ">ANOMALIES");
        for (SagaTrack it : tracks) {
            table.row(
                    it.getName() + "@" + it.getVersion(),
                    it.getRuns(),
                    Durations.text(it.getMedianMs()),
                    Durations.text(it.getP95Ms()),
                    share(it.getFailed(), it.getRuns()),
                    hottest(it),
                    it.getAnomaliesSeen());
        }
        return table.isEmpty() ? List.of("no saga has ended") : table.lines();
    }

    private static String hottest(SagaTrack it) {
        String most = "";
        long times = 0;
        for (SagaStepTrack step : it.getSteps()) {
            for (SagaFailureCount each : step.getGivenUp()) {
                if (each.getCount() > times) {
                    times = each.getCount();
                    most = name(step) + ": " + each.getKind() + " (" + times + ")";
                }
            }
        }
        return most;
    }

    /** Steps, ways and anomalies of one definition. */
    public static List<String> told(SagaTrack it) {
        List<String> lines = new ArrayList<>(tracks(List.of(it)));
        Table steps =
                Table.of("STEP", ">BEGUN", ">MEDIAN", ">MAD", ">P95", ">ATTEMPTS", ">OUT OF TIME", ">LATE", "FAILURES");
        for (SagaStepTrack step : it.getSteps()) {
            steps.row(
                    name(step),
                    step.getBegun(),
                    Durations.text(step.getMedianMs()),
                    Durations.text(step.getMadMs()),
                    Durations.text(step.getP95Ms()),
                    step.getAttempts(),
                    step.getTimeouts(),
                    step.getLate(),
                    step.getFailures().stream()
                            .map(each -> each.getKind() + " " + each.getCount())
                            .collect(Collectors.joining(", ")));
        }
        lines.add("");
        lines.addAll(steps.lines());
        Table ways = Table.of("STEPS DONE", "GIVEN UP AT", ">SAGAS", ">SHARE");
        for (SagaWay way : it.getWays()) {
            ways.row(
                    way.getSteps().stream().map(step -> name(it, step)).collect(Collectors.joining(", ")),
                    way.getFailed() < 0 ? "" : name(it, way.getFailed()),
                    way.getRuns(),
                    share(way.getRuns(), it.getRuns()));
        }
        if (it.getOtherWays() > 0) {
            ways.row("other ways", "", it.getOtherWays(), share(it.getOtherWays(), it.getRuns()));
        }
        lines.add("");
        lines.addAll(ways.lines());
        for (SagaAnomaly each : it.getAnomalies()) {
            lines.add("odd: saga " + each.getSagaId() + " took "
                    + Durations.text(each.getTookMs())
                    + (each.getStep().isEmpty() ? "" : " at " + each.getStep()) + ", the median is "
                    + Durations.text(each.getMedianMs()) + " (score " + plain(each.getScore()) + ")");
        }
        return lines;
    }

    private static String name(SagaTrack in, int step) {
        return in.getSteps().stream()
                .filter(each -> each.getStep() == step)
                .map(ImprovementRows::name)
                .findFirst()
                .orElse("#" + step);
    }

    private static String name(SagaStepTrack step) {
        return step.getName().isEmpty() ? "#" + step.getStep() : step.getName();
    }

    private static String share(long some, long all) {
        return all == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", PERCENT * some / all);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(Math.round(value * PERMILLE) / PERMILLE)
                .stripTrailingZeros()
                .toPlainString();
    }

    public static List<ObjectNode> json(Collection<? extends SpecificRecord> records) {
        return records.stream().map(ImprovementRows::json).toList();
    }

    /** What only the tracker needs is left out. */
    private static ObjectNode json(SpecificRecord record) {
        ObjectNode json = (ObjectNode) Json.parse(record.toString());
        json.remove("seen");
        return json;
    }
}

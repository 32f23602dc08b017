package dev.swarmlog.cli.swarms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.cli.view.Sparkline;
import dev.swarmlog.cli.view.Table;
import dev.swarmlog.coordinator.swarm.SwarmJson;
import dev.swarmlog.v1.SwarmStatus;
import dev.swarmlog.v1.SwarmTrails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Swarms as rows, as a picture each, and as JSON. */
public final class SwarmRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CURVE_WIDTH = 64;
    private static final double LOG_FLOOR = 1e-12;

    private SwarmRows() {}

    public static JsonNode json(SwarmStatus swarm) {
        return JSON.valueToTree(SwarmJson.of(swarm));
    }

    public static List<String> table(Collection<SwarmStatus> swarms) {
        Table table = Table.of("SWARM", "NAME", "BEHAVIOUR", "STATE", "STARTED", ">STEPS", ">MEASURE", "REASON");
        for (SwarmStatus swarm : swarms) {
            table.row(
                    swarm.getSwarmId(),
                    swarm.getName(),
                    swarm.getBehaviour(),
                    swarm.getState(),
                    Instant.ofEpochMilli(swarm.getStartedAtMs()),
                    swarm.getSteps(),
                    number(swarm.getMeasure()),
                    swarm.getReason());
        }
        return table.lines();
    }

    public static List<String> details(SwarmStatus swarm) {
        List<String> lines = new ArrayList<>();
        lines.add(swarm.getSwarmId() + "  " + swarm.getName() + "  " + swarm.getBehaviour() + "  " + swarm.getState());
        if (!swarm.getDetail().isEmpty()) {
            lines.add("because    " + swarm.getReason() + ": " + swarm.getDetail());
        }
        lines.add("particles  " + swarm.getParticles() + " " + swarm.getRoles());
        lines.add("steps      " + swarm.getSteps() + " of at most " + swarm.getStepsMax() + ", restarts "
                + swarm.getRestarts() + ", seed " + swarm.getSeed());
        lines.add("measure    " + number(swarm.getMeasure())
                + (Double.isNaN(swarm.getTarget()) ? "" : ", target " + number(swarm.getTarget())) + ", diversity "
                + number(swarm.getDiversity()));
        if (!swarm.getBestPoint().isEmpty()) {
            lines.add("best       "
                    + swarm.getBestPoint().stream().map(SwarmRows::number).toList() + " after "
                    + swarm.getEvaluations() + " evaluations");
        }
        if (!swarm.getCounts().isEmpty()) {
            lines.add("counts     " + swarm.getCounts());
        }
        lines.add("curve      |" + curve(swarm.getMeasures()) + "| every " + swarm.getCurveEvery() + " steps");
        lines.add("state      " + swarm.getStateBytes() + " bytes, SHA-256 " + swarm.getStateHash());
        if (swarm.getTrails() != null) {
            lines.add("");
            lines.addAll(trails(swarm.getTrails()));
        }
        return lines;
    }

    private static List<String> trails(SwarmTrails trails) {
        List<String> heading = new ArrayList<>(List.of("TRAILS"));
        trails.getWays().forEach(way -> heading.add(">" + way));
        Table table = Table.of(heading.toArray(String[]::new));
        int ways = trails.getWays().size();
        for (int kind = 0; kind < trails.getKinds().size(); kind++) {
            List<Object> row = new ArrayList<>(List.of(trails.getKinds().get(kind)));
            for (int way = 0; way < ways; way++) {
                row.add(String.format(Locale.ROOT, "%.3f", trails.getStrengths().get(kind * ways + way)));
            }
            table.row(row.toArray());
        }
        return table.lines();
    }

    /** Over many orders of magnitude as logarithms. */
    private static String curve(List<Double> measures) {
        double low = measures.stream()
                .filter(each -> each > 0)
                .mapToDouble(each -> each)
                .min()
                .orElse(1);
        double high = measures.stream()
                .filter(Double::isFinite)
                .mapToDouble(each -> each)
                .max()
                .orElse(1);
        boolean logarithmic = low > 0 && high / Math.max(LOG_FLOOR, low) > 100;
        Sparkline line = new Sparkline(CURVE_WIDTH);
        for (double measure : measures) {
            double shown = Double.isFinite(measure) ? measure : high;
            double floor = Math.max(LOG_FLOOR, low);
            line.add(logarithmic ? Math.log10(Math.max(floor, shown) / floor) : shown);
        }
        return line.draw(CURVE_WIDTH, true);
    }

    private static String number(double number) {
        return Double.isFinite(number) ? String.format(Locale.ROOT, "%.6g", number) : "-";
    }
}

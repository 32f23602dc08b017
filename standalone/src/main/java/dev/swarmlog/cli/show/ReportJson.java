package dev.swarmlog.cli.show;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.simulator.Latencies;
import dev.swarmlog.simulator.Report;
import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.Sightings;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Ending;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.v1.AgentState;
import java.util.Locale;
import java.util.Map;

/** A report for programs: docs/simulator.md says what each field means. */
public final class ReportJson {
    private ReportJson() {}

    public static ObjectNode of(Report report) {
        ObjectNode json = Json.object()
                .put("report", "swarmlog.simulation")
                .put("version", 1)
                .put("scenario", report.scenario().name())
                .put("seed", report.scenario().seed())
                .put("startedAtMs", report.startedAtMs())
                .put("durationMs", report.durationMs())
                .put("interrupted", report.interrupted())
                .put("even", report.isEven());
        report.problems().forEach(json.putArray("problems")::add);
        report.notes().forEach(json.putArray("notes")::add);
        settings(report.scenario(), json.putObject("settings"));
        outline(report, json);
        latency(
                report.latency(),
                json.putObject("latency").put("count", report.latency().count()));
        ledger(report, json.putObject("ledger"));
        ArrayNode series = json.putArray("series");
        report.series().forEach(second -> second(second, series.addObject()));
        ArrayNode faults = json.putArray("faults");
        report.faults().forEach(fault -> fault(fault, faults.addObject()));
        return json;
    }

    /** Which agents, which load: as the scenario says it. */
    private static void settings(Scenario scenario, ObjectNode json) {
        json.put("agents", scenario.agents())
                .put("heartbeatMs", scenario.swarm().heartbeatMs())
                .put("concurrency", scenario.swarm().concurrency())
                .put("queue", scenario.swarm().queueMax())
                .put("arrivals", scenario.load().arrivals().toString())
                .put("work", scenario.work().time().toString())
                .put("failures", scenario.work().failureShare())
                .put("payloadBytes", scenario.load().payloadBytes())
                .put("timeoutMs", scenario.load().timeoutMs())
                .put("lastsMs", scenario.lastsMs());
    }

    /** What stands in one line, as it always did. */
    private static void outline(Report report, ObjectNode json) {
        Totals totals = report.totals();
        json.put("agents", report.scenario().agents())
                .put("submitted", totals.accepted())
                .put("replied", totals.replied())
                .put("lost", report.lost())
                .put("doubled", totals.of(Breach.DOUBLED))
                .put("refused", totals.refused());
        endings(totals, json);
        json.put("p50Ms", report.latency().p50Ms())
                .put("p99Ms", report.latency().p99Ms())
                .put("maxMs", report.latency().maxMs())
                .put("perSecond", Math.round(report.perSecond()))
                .put("seconds", Math.round(report.durationMs() / 100.0) / 10.0);
    }

    private static void ledger(Report report, ObjectNode json) {
        Totals totals = report.totals();
        json.put("opened", totals.opened())
                .put("refused", totals.refused())
                .put("submitted", totals.accepted())
                .put("replied", totals.replied())
                .put("repeated", totals.repeated());
        endings(totals, json);
        json.put("effects", totals.effects().done())
                .put("redone", totals.effects().redone())
                .put("fenced", totals.effects().fenced());
        for (Breach breach : Breach.values()) {
            json.put(lower(breach), breach == Breach.LOST ? report.lost() : totals.of(breach));
        }
    }

    private static void endings(Totals totals, ObjectNode json) {
        for (Ending ending : Ending.values()) {
            json.put(lower(ending), totals.of(ending));
        }
    }

    private static void latency(Latencies.Figures figures, ObjectNode json) {
        json.put("meanMs", figures.meanMs())
                .put("p50Ms", figures.p50Ms())
                .put("p90Ms", figures.p90Ms())
                .put("p99Ms", figures.p99Ms())
                .put("p999Ms", figures.p999Ms())
                .put("maxMs", figures.maxMs());
    }

    private static void second(Report.Second second, ObjectNode json) {
        json.put("atMs", second.atMs())
                .put("submitted", second.submitted())
                .put("replied", second.replied())
                .put("open", second.open());
        latency(second.latency(), json);
        if (!second.lag().isEmpty()) {
            json.put(
                    "lag",
                    second.lag().values().stream().mapToLong(Long::longValue).sum());
            ObjectNode unread = json.putObject("unread");
            second.lag().forEach(unread::put);
        }
        ObjectNode agents = json.put("alive", second.alive())
                .put("ailing", second.ailing())
                .put("cores", Math.round(second.cores() * 1_000) / 1_000.0)
                .put("stolen", Math.round(second.stolen() * 1_000) / 1_000.0)
                .put("heapMb", second.heapMb())
                .putObject("agents");
        for (Map.Entry<AgentState, Integer> state : second.agents().entrySet()) {
            agents.put(state.getKey().name(), state.getValue());
        }
    }

    private static void fault(Report.Fault fault, ObjectNode json) {
        json.put("atMs", fault.atMs());
        if (fault.untilMs() != Report.Fault.OPEN) {
            json.put("untilMs", fault.untilMs());
        }
        ArrayNode seen = json.put("what", fault.what())
                .put("who", fault.who())
                .put("agents", fault.agents())
                .putArray("seen");
        for (Sightings.Seen each : fault.seen()) {
            seen.addObject()
                    .put("as", each.as())
                    .put("agents", each.agents())
                    .put("firstMs", each.firstMs())
                    .put("medianMs", each.medianMs())
                    .put("lastMs", each.lastMs());
        }
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}

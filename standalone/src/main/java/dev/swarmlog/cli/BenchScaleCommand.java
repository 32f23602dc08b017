package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.scale.ScaleBench;
import dev.swarmlog.bench.scale.ScalePlan;
import dev.swarmlog.bench.scale.ScaleRow;
import dev.swarmlog.bench.scale.ScaleTable;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.ScaleGround;
import dev.swarmlog.cli.view.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = ScaleBench.NAME,
        description = {
            "Measure what a message and a heartbeat cost by how many agents and partitions there are: microseconds of CPU of"
                    + " the broker, of the service and of the load, each a process of its own.",
            "It uses free ports and temporary folders, and leaves nothing behind. Without --json it prints a table of markdown,"
                    + " each row when it is measured; with it, the last line is the result, with the same table in it."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog bench scale --agents 1,1000 --partitions 1,48 --seconds 5")
final class BenchScaleCommand implements Callable<Integer>, KeepsLogs {
    @Option(
            names = "--agents",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,10,100,1000,10000",
            description = "A row for each number of agents (${DEFAULT-VALUE})")
    private List<Integer> agents = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4,16,48",
            description = "A row for each number of partitions, with 1,000 agents (${DEFAULT-VALUE})")
    private List<Integer> partitions = List.of();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Messages per second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--beats",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Heartbeats per second (${DEFAULT-VALUE})")
    private int beats;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "6",
            description = "How long each cost is measured (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "Seconds of load, of messages and of heartbeats each, for processes that were just started (${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        ScalePlan plan = plan();
        RunLog log = RunLog.open("bench");
        try {
            if (!output.isJson()) {
                output.lines(ScaleTable.HEAD);
            }
            List<ScaleRow> rows = new ScaleBench(plan, ScaleGround::start, new Telling()).run();
            if (output.isJson()) {
                tell(plan, rows);
            }
        } catch (RuntimeException e) {
            throw Failure.because(e.getMessage() + "; the log is " + log.file(), e);
        }
        log.delete();
        return 0;
    }

    private ScalePlan plan() {
        try {
            return new ScalePlan(agents, partitions, new ScalePlan.Rates(rate, beats), warmUpSeconds, seconds);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private void tell(ScalePlan plan, List<ScaleRow> rows) {
        ObjectNode json = Json.object().put("bench", ScaleBench.NAME);
        ScaleBench.findings(plan, rows).sections().forEach(json::putPOJO);
        ArrayNode all = json.putArray("rows");
        for (ScaleRow row : rows) {
            ObjectNode each = all.addObject().put("agents", row.agents()).put("partitions", row.partitions());
            each.putPOJO("idle_cpu_ms_per_s", row.idle());
            price(each, "message", row.messages());
            price(each, "heartbeat", row.beats());
        }
        ScaleTable.of(rows).forEach(json.putArray("table")::add);
        output.json(Json.parse(json.toString()));
    }

    private final class Telling implements ScaleBench.Progress {
        @Override
        public void begins(String what) {
            output.note(what + " ...");
        }

        @Override
        public void measured(ScaleRow row) {
            if (output.isJson()) {
                output.note(ScaleTable.line(row));
            } else {
                output.lines(List.of(ScaleTable.line(row)));
            }
        }
    }

    private static void price(ObjectNode row, String of, ScaleRow.Price price) {
        row.put(of + "s_per_s", price.perSecond());
        row.putPOJO(of + "_cpu_us", price.micros());
        row.put(of + "_cpu_us_all", price.all());
        row.put(of + "s_behind", price.behind());
    }
}

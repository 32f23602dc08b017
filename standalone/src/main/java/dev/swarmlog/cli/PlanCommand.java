package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.bench.plan.CapacityPlan;
import dev.swarmlog.bench.plan.Costs;
import dev.swarmlog.bench.plan.Demand;
import dev.swarmlog.bench.plan.Need;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.cli.view.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Reckon what an installation needs for so many agents and messages: instances, partitions, memory, network, money.",
            "From what was measured; how, and how well that agrees with other runs, is in docs/scale.md."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog plan --agents 100000 --rate 20000")
final class PlanCommand implements Callable<Integer> {
    private static final double MS_PER_S = 1_000;

    @Option(names = "--agents", paramLabel = "N", required = true, description = "How many agents there are")
    private long agents;

    @Option(
            names = "--rate",
            paramLabel = "N",
            required = true,
            description = "Messages a second, each to an agent and back")
    private double rate;

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = DurationText.class,
            description = "How often each agent beats (${DEFAULT-VALUE})")
    private Duration heartbeat = Duration.ZERO;

    @Option(
            names = "--payload",
            paramLabel = "BYTES",
            defaultValue = "1000",
            description = "Of each message, and of each result (${DEFAULT-VALUE})")
    private int payloadBytes;

    @Option(
            names = "--agents-per-host",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many agents share a client; 1 for agents that have one each (${DEFAULT-VALUE})")
    private int agentsPerHost;

    @Option(
            names = "--retention",
            paramLabel = "HOURS",
            defaultValue = "24",
            description = "For how long topics keep messages (${DEFAULT-VALUE})")
    private double retentionHours;

    @Mixin
    private final MachineOptions machines = new MachineOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        CapacityPlan plan = plan();
        if (output.isJson()) {
            output.json(json(plan));
        } else {
            output.lines(lines(plan));
        }
        return 0;
    }

    private CapacityPlan plan() {
        try {
            Demand demand = new Demand(
                    agents, heartbeat.toMillis() / MS_PER_S, rate, payloadBytes, agentsPerHost, retentionHours);
            return CapacityPlan.of(demand, machines.machines(), Costs.MEASURED);
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private List<String> lines(CapacityPlan plan) {
        Table table = Table.of("WHAT", ">INSTANCES", ">CORES BUSY", ">GIB EACH");
        for (Need need : plan.needs()) {
            table.row(need.what(), need.instances(), text(need.cores()), text(need.memoryGib()));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("partitions  " + plan.partitions() + " (SWARMLOG_PARTITIONS), and twice as many inboxes");
        lines.add("network     " + text(plan.volume().inMibPerSecond()) + " MiB/s in, "
                + text(plan.volume().outMibPerSecond()) + " MiB/s out, without replication; "
                + text(plan.requestsPerSecond()) + " requests/s");
        if (plan.inboxesRead() > 1) {
            lines.add("inboxes     each delivery is read by " + text(plan.inboxesRead())
                    + " hosts, since so many share an inbox");
        }
        lines.add("disk        " + text(plan.volume().diskGib()) + " GiB, all replicas together");
        lines.add("money       $" + Figures.count(Math.round(plan.money().all())) + " a month: machines $"
                + Figures.count(Math.round(plan.money().machines())) + ", disk $"
                + Figures.count(Math.round(plan.money().disk())) + ", traffic between zones $"
                + Figures.count(Math.round(plan.money().traffic())));
        return lines;
    }

    private static ObjectNode json(CapacityPlan plan) {
        ObjectNode all = Json.object();
        ArrayNode needs = all.putArray("needs");
        for (Need need : plan.needs()) {
            needs.addObject()
                    .put("what", need.what())
                    .put("instances", need.instances())
                    .put("cores", need.cores())
                    .put("memoryGib", need.memoryGib());
        }
        all.put("partitions", plan.partitions())
                .put("requestsPerSecond", plan.requestsPerSecond())
                .put("inMibPerSecond", plan.volume().inMibPerSecond())
                .put("outMibPerSecond", plan.volume().outMibPerSecond())
                .put("inboxesRead", plan.inboxesRead())
                .put("diskGib", plan.volume().diskGib());
        all.putObject("dollarsAMonth")
                .put("machines", plan.money().machines())
                .put("disk", plan.money().disk())
                .put("traffic", plan.money().traffic())
                .put("all", plan.money().all());
        return all;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}

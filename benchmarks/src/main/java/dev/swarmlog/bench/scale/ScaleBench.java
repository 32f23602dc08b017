package dev.swarmlog.bench.scale;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the rows of a {@link ScalePlan}, one after the other, on the same machine. */
public final class ScaleBench {
    public static final String NAME = "scale";

    private final ScalePlan plan;
    private final Installation.Builder builder;
    private final Progress progress;

    /** Hears how far it is: a row that was measured is not lost when a later one fails. */
    public interface Progress {
        void begins(String what);

        void measured(ScaleRow row);
    }

    public ScaleBench(ScalePlan plan, Installation.Builder builder, Progress progress) {
        this.plan = plan;
        this.builder = builder;
        this.progress = progress;
    }

    /** All rows: first those of agents, on one installation, then those of partitions, each on one of its own. */
    public List<ScaleRow> run() throws InterruptedException {
        List<ScaleRow> rows = new ArrayList<>(rows(Topics.PARTITIONS, plan.agents()));
        for (int partitions : plan.partitions()) {
            rows.addAll(rows(partitions, List.of(ScalePlan.USUAL_AGENTS)));
        }
        return rows;
    }

    private List<ScaleRow> rows(int partitions, List<Integer> agents) throws InterruptedException {
        List<ScaleRow> rows = new ArrayList<>();
        if (agents.isEmpty()) {
            return rows;
        }
        progress.begins("starting an installation of " + partitions + " partitions");
        try (Installation installation = builder.build(partitions);
                MessagePrice messages = new MessagePrice(installation, partitions, plan);
                BeatPrice beats = new BeatPrice(installation, partitions, plan)) {
            for (int count : agents) {
                progress.begins(count + " agents, " + partitions + " partitions");
                messages.prepare(count);
                beats.prepare(count);
                if (rows.isEmpty()) {
                    messages.warmUp();
                    beats.warmUp();
                }
                Map<String, Double> idle = idle(installation);
                ScaleRow row = new ScaleRow(count, partitions, idle, messages.measure(), beats.measure());
                progress.measured(row);
                rows.add(row);
            }
        }
        return rows;
    }

    /** In thousandths of a processor. */
    private Map<String, Double> idle(Installation installation) throws InterruptedException {
        TimeUnit.SECONDS.sleep(plan.settlingSeconds());
        ProcessCpu before = ProcessCpu.of(installation.processes());
        TimeUnit.SECONDS.sleep(plan.seconds());
        ProcessCpu after = ProcessCpu.of(installation.processes());
        Map<String, Double> idle = after.microsSince(before, 1_000 * after.secondsSince(before));
        idle.remove(ProcessCpu.LOAD);
        return idle;
    }

    /** What the rows say, by names. */
    public static Findings findings(ScalePlan plan, List<ScaleRow> rows) {
        Findings findings = new Findings();
        int agentRows = plan.agents().size();
        for (int i = 0; i < rows.size(); i++) {
            ScaleRow row = rows.get(i);
            String of = i < agentRows ? "_agents_" + row.agents() : "_partitions_" + row.partitions();
            findings.figure("message_cpu_us" + of, row.messages().all());
            findings.figure("heartbeat_cpu_us" + of, row.beats().all());
            findings.figure(
                    "idle_cpu_ms_per_s" + of,
                    row.idle().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum());
        }
        findings.setting("messages_per_s", plan.load().messagesPerSecond());
        findings.setting("heartbeats_per_s", plan.load().beatsPerSecond());
        findings.setting("seconds", plan.seconds());
        findings.setting("warm_up_seconds", plan.warmUpSeconds());
        return findings;
    }
}

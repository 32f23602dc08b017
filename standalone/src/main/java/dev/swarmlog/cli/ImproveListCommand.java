package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.improve.ImprovementRows;
import dev.swarmlog.v1.Improvement;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "List all proposals, what changed last first.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog improve list")
final class ImproveListCommand implements Runnable {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        TopicReading reading = new TopicReading(cluster.reach(), ImproveTelling.CLIENT);
        List<Improvement> all = reading.latest(reading.config().wire().topics().improvementStatus).values().stream()
                .sorted(Comparator.comparingLong(Improvement::getChangedAtMs).reversed())
                .toList();
        if (output.isJson()) {
            output.jsonArray(ImprovementRows.json(all));
        } else {
            output.lines(ImprovementRows.table(all));
        }
    }
}

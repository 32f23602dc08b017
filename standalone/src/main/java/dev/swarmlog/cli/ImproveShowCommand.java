package dev.swarmlog.cli;

import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.improve.ImprovementRows;
import dev.swarmlog.v1.Improvement;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show a proposal, its evidence, and all that became of it.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog improve show 3f2a90c1b7de")
final class ImproveShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The proposal's id, as 'improve list' tells it")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        Improvement found = ImproveTelling.find(cluster.reach(), id);
        if (output.isJson()) {
            output.json(ImprovementRows.json(List.of(found)).getFirst());
        } else {
            output.lines(ImprovementRows.told(found));
        }
    }
}

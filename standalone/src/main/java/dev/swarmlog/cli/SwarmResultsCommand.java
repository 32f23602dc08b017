package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.cli.swarms.ResultBook;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.swarm.Audit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "results",
        description = {
            "Print what became of each item that a swarm brought in, one on each line.",
            "With --verify, say instead whether each item is there once and each seal holds, and what the SHA-256 of"
                    + " all results is: the same whoever made them."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog swarm results w-1 --verify")
final class SwarmResultsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "The swarm's id")
    private String id = "";

    @Option(names = "--verify", description = "Hold each result against its item and its seal")
    private boolean verifies;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        var config = cluster.reach();
        ResultBook book = ResultBook.of(new TopicReading(config, SwarmCommand.CLIENT), id);
        if (!verifies) {
            book.each(row -> output.json(row));
            return 0;
        }
        Audit.Finding audit = book.audit();
        if (output.isJson()) {
            ObjectNode json = Json.object()
                    .put("swarmId", id)
                    .put("items", audit.items())
                    .put("done", audit.done())
                    .put("aside", audit.aside())
                    .put("missing", audit.missing())
                    .put("doubled", audit.doubled())
                    .put("broken", audit.broken())
                    .put("digest", audit.digest());
            output.json(json.put("sound", audit.isSound()));
        } else if (audit.isSound()) {
            output.line(audit.items() + " items, each accounted for once: " + audit.done() + " done, " + audit.aside()
                    + " set aside; every seal holds; SHA-256 of all results " + audit.digest());
        } else {
            throw Failure.because("swarm " + id + ": " + audit);
        }
        return audit.isSound() ? 0 : Failure.FAILED;
    }
}

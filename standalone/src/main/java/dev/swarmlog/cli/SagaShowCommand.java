package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.saga.SagaLog;
import dev.swarmlog.cli.saga.SagaRows;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show one saga: how far each step is, and what happened when.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog saga show o-1")
final class SagaShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The saga's id")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        ClusterConfig config = cluster.reach();
        SagaLog log = new SagaLog(config);
        SagaStatus status = log.status().get(id);
        if (status == null) {
            throw Failure.because("no saga '" + id + "' is known: it never was, or it ended and is forgotten");
        }
        if (output.isJson()) {
            output.json(SagaRows.json(status));
            return;
        }
        List<SagaEvent> events = log.events(id).stream().map(log::event).toList();
        output.lines(SagaRows.details(status, events));
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.AgentRows;
import dev.swarmlog.v1.AgentStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show all that the registry knows of one agent.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents show carbon-calc")
final class AgentsShowCommand implements Runnable {
    @Parameters(paramLabel = "ID", description = "The agent's name")
    private String id = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        try (AgentDirectory directory = Directory.load(cluster)) {
            AgentStatus status = directory
                    .index()
                    .get(id)
                    .orElseThrow(() -> Failure.because("no agent '" + id + "' among the "
                            + directory.index().size() + " that the registry knows"));
            if (output.isJson()) {
                output.json(AgentRows.json(status));
            } else {
                output.lines(AgentRows.details(status, System.currentTimeMillis()));
            }
        }
    }
}

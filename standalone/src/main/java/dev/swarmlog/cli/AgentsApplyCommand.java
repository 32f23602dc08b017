package dev.swarmlog.cli;

import dev.swarmlog.cli.agents.AgentsFile;
import dev.swarmlog.cli.agents.ConfigRows;
import dev.swarmlog.cli.agents.DeclaredTopic;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.coordinator.configs.ConfigChanges;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = {
            "Declare the agents of a document, and no others of it. Nothing is applied if anything is wrong.",
            "Hosts of their groups run them within a second; who is declared otherwise ends what it does first."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents apply examples/agents/desk.yaml")
final class AgentsApplyCommand implements Runnable {
    @Parameters(paramLabel = "FILE", description = "YAML or JSON, one document")
    private Path file = Path.of("");

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        AgentsDocument document = AgentsFile.sound(file);
        ConfigChanges changes = new DeclaredTopic(cluster.reach()).apply(document);
        if (output.isJson()) {
            output.json(ConfigRows.json(document.name(), changes));
        } else {
            output.lines(ConfigRows.changes(changes));
        }
    }
}

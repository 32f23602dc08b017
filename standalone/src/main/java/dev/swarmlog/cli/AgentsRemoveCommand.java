package dev.swarmlog.cli;

import dev.swarmlog.cli.agents.AgentsFile;
import dev.swarmlog.cli.agents.ConfigRows;
import dev.swarmlog.cli.agents.DeclaredTopic;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.coordinator.configs.ConfigChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove",
        description = "Remove all agents that a document declares; what they do ends first.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents remove desk")
final class AgentsRemoveCommand implements Runnable {
    @Parameters(paramLabel = "FILE|NAME", description = "The document, or its name")
    private String which = "";

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        Path file = Path.of(which);
        String name = Files.isRegularFile(file) ? AgentsFile.sound(file).name() : which;
        ConfigChanges changes = new DeclaredTopic(cluster.reach()).apply(new AgentsDocument(name, List.of()));
        if (changes.removed().isEmpty()) {
            throw Failure.because("no document '" + name + "' declares agents");
        }
        if (output.isJson()) {
            output.json(ConfigRows.json(name, changes));
        } else {
            output.line("removed    " + changes.removed().size());
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.cli.agents.ConfigRows;
import dev.swarmlog.cli.agents.DeclaredTopic;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.TopicReading;
import dev.swarmlog.v1.AgentConfig;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "configs",
        description = "List declared agents, and whether they run.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents configs --document desk")
final class AgentsConfigsCommand implements Runnable {
    @Option(names = "--document", paramLabel = "NAME", description = "Only those of this document")
    private String document = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Show so many (${DEFAULT-VALUE}); the last line counts all")
    private int limit;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        ClusterConfig reached = cluster.reach();
        List<AgentConfig> meant = new DeclaredTopic(reached)
                .read().values().stream()
                        .filter(config ->
                                document.isEmpty() || config.getDocument().equals(document))
                        .toList();
        var known = new TopicReading(reached, "swarmlog-agent-configs")
                .latest(reached.wire().topics().status);
        ConfigRows shown = new ConfigRows(meant.subList(0, Math.clamp(limit, 0, meant.size())), known);
        if (output.isJson()) {
            output.jsonArray(shown.json());
        } else {
            output.lines(shown.table());
            output.note(new ConfigRows(meant, known).summary());
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.configs.DeclaredAgents;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.cli.agents.BuiltIn;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.show.Interruption;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "host",
        description = {
            "Run declared agents by the built-in handlers, echo and calculator, until Ctrl-C.",
            "Several hosts of one group share its agents; 'up' is one of group built-in."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents host")
final class AgentsHostCommand implements Runnable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = BuiltIn.GROUP,
            description = "Whose agents it shares (${DEFAULT-VALUE})")
    private String group = BuiltIn.GROUP;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        ClusterConfig reached = cluster.reach();
        try (Interruption interruption = Interruption.watch();
                AgentHost host = AgentHost.connect(reached).start();
                DeclaredAgents declared = BuiltIn.at(host, reached, group)) {
            int told = -1;
            do {
                int running = declared.running().size();
                if (running != told) {
                    output.line(running + " declared agents run here");
                    told = running;
                }
            } while (!interruption.comesWithin(LOOK));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.sessions.SessionClient;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.examples.sessions.SessionExample;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "example",
        description = "Play one of the four known patterns with agents of its own, and tell what came of it.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog session example market")
final class SessionExampleCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATTERN", description = "One of ${COMPLETION-CANDIDATES}")
    private SessionExample example = SessionExample.MARKET;

    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        try (SessionClient client = SessionClient.connect(cluster.reach())) {
            String id = example.name().toLowerCase(Locale.ROOT) + "-" + client.freshId();
            List<String> told = example.run(client, id);
            if (output.isJson()) {
                output.json(Json.object().put("sessionId", id).set("told", Json.array(told)));
            } else {
                output.lines(told);
                output.note("'session show " + id + " --events' tells how");
            }
            return 0;
        }
    }
}

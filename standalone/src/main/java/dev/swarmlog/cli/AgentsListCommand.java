package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentCursor;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentOrder;
import dev.swarmlog.agent.discovery.AgentPage;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.AgentRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "List agents by name, whatever state they are in.",
            "SEEN is how long ago the registry heard of them when it last had something to publish."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents list --region eu-west")
final class AgentsListCommand implements Runnable {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final AgentFilter filter = new AgentFilter();

    @Option(
            names = "--cursor",
            paramLabel = "CURSOR",
            description = "Go on behind an earlier list, which named this cursor; with the same filter")
    private String cursor = "";

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        AgentQuery query = filter.query(AgentQuery.ANY_STATE);
        try (AgentDirectory directory = Directory.load(cluster)) {
            AgentPage page = page(directory, query);
            AgentRows rows = new AgentRows(page.agents(), System.currentTimeMillis());
            if (output.isJson()) {
                output.jsonArray(rows.json());
            } else {
                output.lines(rows.table());
            }
            if (page.next() != null) {
                output.note("there are more; go on with --cursor " + page.next());
            }
        }
    }

    private AgentPage page(AgentDirectory directory, AgentQuery query) {
        try {
            return directory.index().page(query, AgentOrder.BY_ID, AgentCursor.of(cursor));
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--cursor: " + e.getMessage());
        }
    }
}

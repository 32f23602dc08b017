package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentCursor;
import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentOrder;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.view.AgentRows;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private final Output output = new Output();

    @Override
    public void run() {
        AgentQuery query = filter.query(AgentQuery.ANY_STATE);
        try (AgentDirectory directory = Directory.load(cluster)) {
            List<AgentStatus> agents = directory
                    .index()
                    .page(query, AgentOrder.BY_ID, AgentCursor.START)
                    .agents();
            AgentRows rows = new AgentRows(agents, System.currentTimeMillis());
            if (output.isJson()) {
                output.jsonArray(rows.json());
            } else {
                output.lines(rows.table());
            }
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.discovery.AgentDirectory;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.cli.cluster.ClusterOptions;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.view.AgentRows;
import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "find",
        description = "Find agents that can take work, the best first. Fails when there is none.",
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog agents find --capability echo --version '^1.2' --min-health 0.5")
final class AgentsFindCommand implements Callable<Integer> {
    @Mixin
    private final ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private final AgentFilter filter = new AgentFilter();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() {
        AgentQuery query = filter.query(AgentQuery.WORKING);
        try (AgentDirectory directory = Directory.load(cluster)) {
            List<AgentStatus> agents = directory.find(query);
            AgentRows rows = new AgentRows(agents, System.currentTimeMillis());
            if (output.isJson()) {
                output.jsonArray(rows.json());
                return agents.isEmpty() ? Failure.FAILED : 0;
            }
            if (agents.isEmpty()) {
                boolean known = directory.index().knowsCapability(query.capability());
                throw Failure.because(
                        query.capability().isEmpty() || known
                                ? "no agent that can take work is like that now"
                                : "no agent ever had the capability '" + query.capability() + "'");
            }
            output.lines(rows.table());
            return 0;
        }
    }
}

package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the agents that match a query.
 *
 * @param next where the following page begins; null when there are no more
 */
public record AgentPage(List<AgentStatus> agents, @Nullable AgentCursor next) {
    static final AgentPage EMPTY = new AgentPage(List.of(), null);

    public AgentPage {
        agents = List.copyOf(agents);
    }
}

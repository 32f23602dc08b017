package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentStatus;
import org.jspecify.annotations.Nullable;

/** Hears of agents that come, change and go. */
@FunctionalInterface
public interface AgentListener {
    /** @param status the agent's newest status; null when it is gone */
    void changed(String agentId, @Nullable AgentStatus status);
}

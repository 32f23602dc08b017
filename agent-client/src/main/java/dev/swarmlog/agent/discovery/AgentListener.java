package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentStatus;
import org.jspecify.annotations.Nullable;

/** Hears of agents that come, change and go. */
@FunctionalInterface
public interface AgentListener {
    /** An agent has a new status, or none any more because it is gone. */
    void changed(String agentId, @Nullable AgentStatus status);
}

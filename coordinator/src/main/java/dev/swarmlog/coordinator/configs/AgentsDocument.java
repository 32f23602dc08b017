package dev.swarmlog.coordinator.configs;

import dev.swarmlog.v1.AgentConfig;
import java.util.List;

/** What one document declares, patterns written out. */
public record AgentsDocument(String name, List<AgentConfig> agents) {
    public AgentsDocument {
        agents = List.copyOf(agents);
    }
}

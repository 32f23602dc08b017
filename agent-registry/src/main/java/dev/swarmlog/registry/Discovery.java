package dev.swarmlog.registry;

import dev.swarmlog.agent.discovery.AgentIndex;

/** The index that this instance answers from: all agents, whichever instance decides on them. Thread-safe. */
final class Discovery {
    private volatile AgentIndex index = new AgentIndex();

    AgentIndex index() {
        return index;
    }

    /** Begins anew, for a client that is about to read the whole topic again. */
    AgentIndex renew() {
        AgentIndex fresh = new AgentIndex();
        index = fresh;
        return fresh;
    }
}

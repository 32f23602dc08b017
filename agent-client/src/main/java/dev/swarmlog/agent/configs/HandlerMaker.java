package dev.swarmlog.agent.configs;

import dev.swarmlog.agent.AgentHandler;

/** Makes what does the work of declared agents; called when one of them gets its first delivery, and again after it was idle. */
@FunctionalInterface
public interface HandlerMaker {
    /** One that is {@link AutoCloseable} is closed when it is dropped. */
    AgentHandler make(AgentSettings settings) throws Exception;
}

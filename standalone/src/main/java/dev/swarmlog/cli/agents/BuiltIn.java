package dev.swarmlog.cli.agents;

import dev.swarmlog.agent.AgentHandler;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.configs.DeclaredAgents;
import dev.swarmlog.agent.host.AgentHost;

/** The handlers that need no program of anybody's: for the first declared agents, and for trying things out. */
public final class BuiltIn {
    /** The group of hosts that offer them. */
    public static final String GROUP = "built-in";

    /** Answers a message with what it holds. */
    public static final AgentHandler ECHO =
            context -> Result.of(context.contentType(), context.payload().duplicate());

    private BuiltIn() {}

    /** At a host, which runs its share of what is declared for the group. */
    public static DeclaredAgents at(AgentHost host, ClusterConfig cluster, String group) {
        return DeclaredAgents.at(host, cluster, group)
                .offer("echo", settings -> ECHO)
                .offer("calculator", Calculator::of)
                .start();
    }
}

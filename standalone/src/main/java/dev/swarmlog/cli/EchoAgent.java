package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.configs.DeclaredAgents;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.cli.agents.BuiltIn;
import dev.swarmlog.cli.agents.DeclaredTopic;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.standalone.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agents that a fresh platform has, so that a newcomer's first message is answered: one, or several to ask at once,
 * those of the examples for who asks for them, and those that are declared for the built-in handlers.
 */
final class EchoAgent implements AutoCloseable {
    static final int MOST = 64;
    private static final int CONCURRENCY = 64;

    private final @Nullable AgentHost host;
    private final @Nullable DeclaredAgents declared;
    private final List<String> invitation = new ArrayList<>();

    private EchoAgent(@Nullable AgentHost host, @Nullable DeclaredAgents declared) {
        this.host = host;
        this.declared = declared;
    }

    static EchoAgent joining(Platform platform, int count, List<Agent> examples, Optional<AgentsDocument> declares) {
        if (count == 0 && examples.isEmpty() && declares.isEmpty()) {
            return new EchoAgent(null, null);
        }
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl())
                .withTopicPrefix(platform.topicPrefix());
        AgentHost host = AgentHost.connect(cluster);
        for (int i = 1; i <= count; i++) {
            host.add(echo(i == 1 ? "echo" : "echo-" + i));
        }
        declares.ifPresent(new DeclaredTopic(cluster)::apply);
        host.add(examples).start();
        EchoAgent joined = new EchoAgent(host, BuiltIn.at(host, cluster, BuiltIn.GROUP));
        if (count > 0) {
            joined.invitation.add("try              ./swarmlog send --type echo --data '{\"hello\":1}' --wait");
        }
        if (!examples.isEmpty()) {
            joined.invitation.add("or               ./swarmlog saga deploy examples/sagas/csrd-report/saga.yaml");
        }
        return joined;
    }

    private static Agent echo(String name) {
        return Agent.named(name)
                .capability("echo", "1.0.0")
                .serviceType("built-in")
                .concurrency(CONCURRENCY)
                .inline(BuiltIn.ECHO);
    }

    /** What a newcomer can do with it. */
    List<String> invitation() {
        return invitation;
    }

    @Override
    public void close() {
        if (declared != null) {
            declared.close();
        }
        if (host != null) {
            host.close();
        }
    }
}

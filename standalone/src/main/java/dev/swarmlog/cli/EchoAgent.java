package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agents that a fresh platform has, so that a newcomer's first message is answered: one, or several to ask at once, and
 * those of the examples for who asks for them.
 */
final class EchoAgent implements AutoCloseable {
    static final int MOST = 64;
    private static final int CONCURRENCY = 64;

    private final @Nullable AgentHost host;
    private final List<String> invitation = new ArrayList<>();

    private EchoAgent(@Nullable AgentHost host) {
        this.host = host;
    }

    static EchoAgent joining(Platform platform, int count, List<Agent> examples) {
        if (count == 0 && examples.isEmpty()) {
            return new EchoAgent(null);
        }
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl())
                .withTopicPrefix(platform.topicPrefix());
        AgentHost host = AgentHost.connect(cluster);
        for (int i = 1; i <= count; i++) {
            host.add(echo(i == 1 ? "echo" : "echo-" + i));
        }
        EchoAgent joined = new EchoAgent(host.add(examples).start());
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
                .inline(context ->
                        Result.of(context.contentType(), context.payload().duplicate()));
    }

    /** What a newcomer can do with it. */
    List<String> invitation() {
        return invitation;
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }
}

package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agents that a fresh platform has, so that a newcomer's first message is answered: one, or several to ask at once. */
final class EchoAgent implements AutoCloseable {
    static final int MOST = 64;
    private static final int CONCURRENCY = 64;

    private final @Nullable AgentHost host;

    private EchoAgent(@Nullable AgentHost host) {
        this.host = host;
    }

    static EchoAgent none() {
        return new EchoAgent(null);
    }

    static EchoAgent joining(Platform platform, int count) {
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl())
                .withTopicPrefix(platform.topicPrefix());
        AgentHost host = AgentHost.connect(cluster);
        for (int i = 1; i <= count; i++) {
            host.add(echo(i == 1 ? "echo" : "echo-" + i));
        }
        return new EchoAgent(host.start());
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
        return host == null
                ? List.of()
                : List.of("try              ./swarmlog send --type echo --data '{\"hello\":1}' --wait");
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }
}

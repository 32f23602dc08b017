package dev.swarmlog.cli;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.Result;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.standalone.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one agent that a fresh platform has, so that a newcomer's first message is answered. */
final class EchoAgent implements AutoCloseable {
    private static final int CONCURRENCY = 64;

    private final @Nullable AgentHost host;

    private EchoAgent(@Nullable AgentHost host) {
        this.host = host;
    }

    static EchoAgent none() {
        return new EchoAgent(null);
    }

    static EchoAgent joining(Platform platform) {
        Agent echo = Agent.named("echo")
                .capability("echo", "1.0.0")
                .serviceType("built-in")
                .concurrency(CONCURRENCY)
                .inline(context ->
                        Result.of(context.contentType(), context.payload().duplicate()));
        ClusterConfig cluster = ClusterConfig.of(platform.bootstrapServers(), platform.schemaRegistryUrl())
                .withTopicPrefix(platform.topicPrefix());
        return new EchoAgent(AgentHost.connect(cluster).add(echo).start());
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

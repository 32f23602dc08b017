package dev.swarmlog.coordinator.configs;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.TopicTable;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.v1.AgentConfig;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What declared agents bring to the coordinator: routes over the topic, which is read once somebody asks. */
public final class ConfigService implements ConfigRoutes.Configs, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private @Nullable ClusterConfig reach;
    private @Nullable TopicTable<AgentConfig> table;

    public synchronized void open(ClusterConfig cluster) {
        reach = cluster;
    }

    public RouteGroup routes() {
        return new ConfigRoutes(this);
    }

    @Override
    public SortedMap<String, AgentConfig> now() throws InterruptedException {
        try {
            TopicTable<AgentConfig> loaded = table();
            loaded.awaitLoaded(PATIENCE);
            return loaded.now();
        } catch (TimeoutException | ClusterException e) {
            throw unreachable(e);
        }
    }

    @Override
    public void write(Collection<AgentConfig> changed, Collection<String> removed) throws InterruptedException {
        try {
            table().write(changed, AgentConfig::getAgentId, removed, PATIENCE);
        } catch (TimeoutException | ClusterException e) {
            throw unreachable(e);
        }
    }

    private synchronized TopicTable<AgentConfig> table() {
        ClusterConfig cluster = reach;
        if (cluster == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
        }
        TopicTable<AgentConfig> open = table;
        if (open == null) {
            open = TopicTable.open(
                    cluster, "coordinator-agent-configs", cluster.wire().topics().agentConfigs);
            table = open;
        }
        return open;
    }

    private static Problem unreachable(Exception why) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the cluster did not answer: " + why.getMessage());
    }

    @Override
    public synchronized void close() {
        reach = null;
        TopicTable<AgentConfig> open = table;
        table = null;
        if (open != null) {
            open.close();
        }
    }
}

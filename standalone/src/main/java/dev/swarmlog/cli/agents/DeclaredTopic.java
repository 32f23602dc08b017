package dev.swarmlog.cli.agents;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.TopicTable;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.coordinator.configs.AgentsDocument;
import dev.swarmlog.coordinator.configs.ConfigChanges;
import dev.swarmlog.v1.AgentConfig;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** agents.configs of an installation, to be read and written. */
public final class DeclaredTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ClusterConfig cluster;

    public DeclaredTopic(ClusterConfig cluster) {
        this.cluster = cluster;
    }

    /** Whatever is done with the table as it is now. */
    private interface Deed<T> {
        T with(TopicTable<AgentConfig> table) throws TimeoutException, InterruptedException;
    }

    /** All that is declared, by id. */
    public SortedMap<String, AgentConfig> read() {
        return done(table -> new TreeMap<>(table.now()));
    }

    /** Puts a document into effect; returns when it is in the log for good. */
    public ConfigChanges apply(AgentsDocument document) {
        return done(table -> {
            ConfigChanges changes = ConfigChanges.between(table.now(), document);
            if (!changes.conflict().isEmpty()) {
                throw Failure.because("nothing was applied: " + changes.conflict());
            }
            table.write(changes.written(), AgentConfig::getAgentId, changes.removed(), PATIENCE);
            return changes;
        });
    }

    private <T> T done(Deed<T> deed) {
        var topic = cluster.wire().topics().agentConfigs;
        try (TopicTable<AgentConfig> table = TopicTable.open(cluster, "swarmlog-agent-configs", topic)) {
            table.awaitLoaded(PATIENCE);
            return deed.with(table);
        } catch (TimeoutException e) {
            throw Failure.cannotReach(topic.name() + " could not be read and written in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.because("interrupted at " + topic.name(), e);
        }
    }
}

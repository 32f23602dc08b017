package dev.swarmlog.agent.configs;

import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.core.Allotment;
import dev.swarmlog.agent.core.Allotment.Change;
import dev.swarmlog.agent.host.AgentHost;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.v1.AgentConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a host run its share of the agents that are declared for its group, and follows what is declared anew, otherwise,
 * or no more. Closed before its host.
 *
 * <pre>{@code
 * try (AgentHost host = AgentHost.connect(cluster).start();
 *         DeclaredAgents declared = DeclaredAgents.at(host, cluster)
 *                 .offer("calculator", settings -> new Calculator(settings.whole("decimals", 2)))
 *                 .start()) {
 *     host.awaitClose();
 * }
 * }</pre>
 */
public final class DeclaredAgents implements AutoCloseable {
    /** Whom a declaration means that names no group. */
    public static final String GROUP = "default";

    private static final Logger LOG = LoggerFactory.getLogger(DeclaredAgents.class);

    private final AgentHost host;
    private final ClusterConfig cluster;
    private final String group;
    private final Map<String, HandlerMaker> offers = new HashMap<>();
    private final Allotment<AgentConfig> allotment = new Allotment<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final Deserializer<AgentConfig> values;
    private final String topic;
    private @Nullable LogReader reader;
    private @Nullable BudgetClient budgets;
    private boolean closing;

    private DeclaredAgents(AgentHost host, ClusterConfig cluster, String group) {
        Topics topics = cluster.wire().topics();
        this.host = host;
        this.cluster = cluster;
        this.group = group;
        this.topic = topics.agentConfigs.name();
        this.values = cluster.wire().serde(topics.agentConfigs).deserializer();
    }

    public static DeclaredAgents at(AgentHost host, ClusterConfig cluster) {
        return at(host, cluster, GROUP);
    }

    /** The hosts of one group share its agents, so all of them offer the same. */
    public static DeclaredAgents at(AgentHost host, ClusterConfig cluster, String group) {
        return new DeclaredAgents(host, cluster, group);
    }

    /** What declarations mean by this handler. */
    public DeclaredAgents offer(String handler, HandlerMaker maker) {
        offers.put(handler, maker);
        return this;
    }

    /** Joins the group; its agents come as soon as their configurations are read. Fails where the cluster is not there. */
    public synchronized DeclaredAgents start() {
        LogReader opened = LogReader.openSharing(
                cluster, "swarmlog-agent-configs", cluster.topicPrefix() + "swarmlog.hosts." + group);
        try {
            LOG.debug("{} partitions of {} to share", opened.partitionsOf(topic), topic);
            opened.readShared(topic, new Following());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        opened.start(this::take, false);
        reader = opened;
        return this;
    }

    /** The declared agents that run here now. */
    public Set<String> running() {
        return Set.copyOf(running);
    }

    /** Those of our share that do not run, and why. */
    public Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    /** What cannot be read leaves what was declared before. */
    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        try {
            AgentConfig config = record.value() == null ? null : values.deserialize(record.topic(), record.value());
            boolean isOurs = config != null && config.getHosts().equals(group);
            allotment.put(record.partition(), record.key(), isOurs ? config : null);
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            LOG.atWarn().addKeyValue("agent.id", record.key()).log("cannot read a declaration: {}", e.toString());
        }
    }

    /** The reader's thread alone calls these. */
    private final class Following implements LogReader.Share {
        @Override
        public void settled() {
            apply(allotment.changes());
        }

        @Override
        public void revoked(Collection<Integer> partitions) {
            allotment.giveUp(partitions);
            apply(allotment.changes());
        }
    }

    /** Who is declared otherwise leaves and comes again, as a later start of itself. */
    private void apply(List<Change<AgentConfig>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<String> leaving =
                changes.stream().map(Change::key).filter(running::contains).toList();
        retire(leaving);
        List<AgentConfig> coming = new ArrayList<>();
        for (Change<AgentConfig> change : changes) {
            refused.remove(change.key());
            if (change.value() != null) {
                coming.add(change.value());
            }
        }
        coming.forEach(this::run);
        LOG.info(
                "group {}: {} declared agents run here, {} came, {} left",
                group,
                running.size(),
                coming.size(),
                leaving.size());
    }

    private void retire(Collection<String> leaving) {
        try {
            host.retire(leaving);
        } catch (InterruptedException e) {
            leaving.forEach(host::remove);
            Thread.currentThread().interrupt();
        }
        leaving.forEach(running::remove);
    }

    private synchronized void run(AgentConfig config) {
        String id = config.getAgentId();
        HandlerMaker maker = offers.get(config.getHandler());
        if (closing) {
            return;
        }
        if (maker == null) {
            refuse(id, "no handler '" + config.getHandler() + "' is offered here");
            return;
        }
        try {
            host.add(Declaration.agent(config, maker, command -> budgets().ask(command)));
            running.add(id);
        } catch (IllegalArgumentException e) {
            refuse(id, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String agentId, String why) {
        refused.put(agentId, why);
        LOG.atWarn().addKeyValue("agent.id", agentId).log("agent {} is declared and does not run: {}", agentId, why);
    }

    /** Opened by the first delivery that needs one. */
    private synchronized BudgetClient budgets() {
        BudgetClient open = budgets;
        if (open == null) {
            open = BudgetClient.connect(cluster);
            budgets = open;
        }
        return open;
    }

    /** The agents leave first, then the group: whoever gets them finds nothing of theirs under way. */
    @Override
    public void close() {
        LogReader open;
        synchronized (this) {
            closing = true;
            open = reader;
        }
        retire(running());
        if (open != null) {
            open.close();
        }
        BudgetClient client;
        synchronized (this) {
            client = budgets;
        }
        if (client != null) {
            client.close();
        }
    }
}

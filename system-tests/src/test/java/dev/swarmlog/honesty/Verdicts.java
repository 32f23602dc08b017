package dev.swarmlog.honesty;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Liveness;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** What the registry says of agents now, read from agents.status like anybody can. */
final class Verdicts implements AutoCloseable {
    private final LogReader reader;
    private final Map<String, AgentStatus> statuses = new ConcurrentHashMap<>();

    Verdicts(ClusterConfig cluster) {
        Topic<AgentStatus> topic = cluster.wire().topics().status;
        var deserializer = cluster.wire().serde(topic).deserializer();
        reader = LogReader.open(cluster, "verdicts");
        reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList());
        reader.start(
                record -> {
                    if (record.value() == null) {
                        statuses.remove(record.key());
                    } else {
                        statuses.put(record.key(), deserializer.deserialize(topic.name(), record.value()));
                    }
                },
                false);
    }

    Map<String, AgentStatus> all() {
        return Map.copyOf(statuses);
    }

    Liveness livenessOf(String agentId) {
        AgentStatus status = statuses.get(agentId);
        return status == null ? Liveness.UNKNOWN : status.getLiveness();
    }

    /** Those that the registry says have proven more than that they beat. */
    List<String> calledAnswering() {
        return statuses.values().stream()
                .filter(status ->
                        status.getLiveness() == Liveness.ANSWERING || status.getLiveness() == Liveness.WORKING)
                .map(status -> status.getCard().getAgentId())
                .toList();
    }

    @Override
    public void close() {
        reader.close();
    }
}

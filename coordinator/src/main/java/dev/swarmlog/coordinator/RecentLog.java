package dev.swarmlog.coordinator;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.coordinator.core.Recent;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.RoutingDecision;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest of what people look at and nothing else needs; each instance reads it for itself. */
final class RecentLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecentLog.class);
    private static final int ALERTS_MAX = 1_000;
    private static final int DECISIONS_MAX = 2_000;

    private final Recent<Alert> alerts = new Recent<>(ALERTS_MAX);
    private final Recent<RoutingDecision> decisions = new Recent<>(DECISIONS_MAX);
    private final List<LogReader> readers = new CopyOnWriteArrayList<>();

    Recent<Alert> alerts() {
        return alerts;
    }

    Recent<RoutingDecision> decisions() {
        return decisions;
    }

    /** Alerts are few, and those of the last days matter; decisions are many, and only the newest do. */
    void open(ClusterConfig cluster) {
        var topics = cluster.wire().topics();
        read(cluster, topics.alerts, true, alerts);
        read(cluster, topics.decisions, false, decisions);
    }

    private <V extends SpecificRecord> void read(
            ClusterConfig cluster, Topic<V> topic, boolean fromBeginning, Recent<V> to) {
        LogReader reader = LogReader.open(cluster, "coordinator-" + topic.name());
        readers.add(reader);
        List<TopicPartition> all = IntStream.range(0, reader.partitionsOf(topic.name()))
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        if (fromBeginning) {
            reader.readFromBeginning(all);
        } else {
            reader.readFromEnd(all);
        }
        Deserializer<V> values = cluster.wire().serde(topic).deserializer();
        reader.start(
                record -> {
                    try {
                        V value = values.deserialize(record.topic(), record.value());
                        if (value != null) {
                            to.add(value);
                        }
                    } catch (SerializationException e) {
                        LogReader.rethrowIfTransient(e);
                        LOG.debug("no {}: {}-{}@{}", topic.name(), record.topic(), record.partition(), record.offset());
                    }
                },
                false);
    }

    @Override
    public void close() {
        readers.forEach(LogReader::close);
    }
}

package dev.swarmlog.cli.saga;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.sagas.SagaHistory;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/** The topics of sagas, read as far as they go now. */
public final class SagaLog {
    private static final int SECONDS_MAX = 9;
    private static final int MINUTES_MAX = 60;

    private final ClusterConfig config;

    public SagaLog(ClusterConfig config) {
        this.config = config;
    }

    /** What one record of the history is, and where. */
    public interface History {
        void see(ConsumerRecord<String, byte[]> record, SagaEvent event);
    }

    /** All definitions, by name@version. */
    public SortedMap<String, SagaDefinition> definitions() {
        return latest(config.wire().topics().sagaDefinitions);
    }

    /** The status of all sagas that are not forgotten, by id. */
    public SortedMap<String, SagaStatus> status() {
        return latest(config.wire().topics().sagaStatus);
    }

    /** The values of all events of one saga, oldest first. */
    public List<byte[]> events(String sagaId) {
        try {
            return SagaHistory.read(config, sagaId, Duration.ofMinutes(MINUTES_MAX));
        } catch (IllegalStateException e) {
            throw Failure.because(String.valueOf(e.getMessage()), e);
        }
    }

    /** Shows all of the history, or that of one saga; empty means all. What is no event is shown without one. */
    public void history(String sagaId, History to) {
        Topic<SagaEvent> topic = config.wire().topics().sagaEvents;
        try (Deserializer<SagaEvent> values = config.wire().serde(topic).deserializer()) {
            read(topic, sagaId, record -> {
                if (sagaId.isEmpty() || sagaId.equals(record.key())) {
                    to.see(record, values.deserialize(topic.name(), record.value()));
                }
            });
        }
    }

    public SagaEvent event(byte[] value) {
        Topic<SagaEvent> topic = config.wire().topics().sagaEvents;
        try (Deserializer<SagaEvent> values = config.wire().serde(topic).deserializer()) {
            return values.deserialize(topic.name(), value);
        }
    }

    /** Returns when it is in the log for good. */
    public void deploy(SagaDefinition definition) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try (LogWriter log = LogWriter.open(config, "swarmlog-sagas", 0)) {
            log.to(config.wire().topics().sagaDefinitions)
                    .send(definition.getName() + "@" + definition.getVersion(), definition, (at, problem) -> {
                        if (problem == null) {
                            written.complete(null);
                        } else {
                            written.completeExceptionally(problem);
                        }
                    });
            settled(written, SECONDS_MAX, TimeUnit.SECONDS, "the definition could not be written");
        }
    }

    private <V extends SpecificRecord> SortedMap<String, V> latest(Topic<V> topic) {
        SortedMap<String, V> all = new TreeMap<>();
        try (Deserializer<V> values = config.wire().serde(topic).deserializer()) {
            read(topic, "", record -> {
                if (record.key() != null && record.value() == null) {
                    all.remove(record.key());
                } else if (record.key() != null) {
                    put(all, record, values);
                }
            });
        }
        return all;
    }

    /** What cannot be read is passed over, as the engine does. */
    private static <V> void put(
            SortedMap<String, V> all, ConsumerRecord<String, byte[]> record, Deserializer<V> values) {
        try {
            all.put(record.key(), values.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
        }
    }

    /** A saga's records lie in the partition of its id, where Kafka's own partitioner puts them; empty means all partitions. */
    private void read(Topic<?> topic, String sagaId, LogReader.Sink sink) {
        try (LogReader reader = LogReader.open(config, "swarmlog-sagas")) {
            int count = reader.partitionsOf(topic.name());
            int only = Utils.toPositive(Utils.murmur2(sagaId.getBytes(StandardCharsets.UTF_8))) % count;
            reader.readFromBeginning(IntStream.range(0, count)
                    .filter(partition -> sagaId.isEmpty() || partition == only)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            reader.start(sink, false);
            settled(reader.caughtUp(), MINUTES_MAX, TimeUnit.MINUTES, topic.name() + " could not be read");
        }
    }

    private static void settled(CompletableFuture<Void> future, int time, TimeUnit unit, String otherwise) {
        try {
            future.get(time, unit);
        } catch (TimeoutException e) {
            throw Failure.cannotReach(otherwise + " in time", e);
        } catch (ExecutionException e) {
            throw Failure.because(otherwise + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.because("interrupted: " + otherwise, e);
        }
    }
}

package dev.swarmlog.cli.cluster;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.schemas.Topic;
import java.nio.charset.StandardCharsets;
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

/** A topic, read as far as it goes now. */
public record TopicReading(ClusterConfig config, String clientId) {
    private static final int MINUTES_MAX = 60;

    /** What a compacted topic says of each key. */
    public <V extends SpecificRecord> SortedMap<String, V> latest(Topic<V> topic) {
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

    /** What cannot be read is passed over, as services do. */
    private static <V> void put(
            SortedMap<String, V> all, ConsumerRecord<String, byte[]> record, Deserializer<V> values) {
        try {
            all.put(record.key(), values.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
        }
    }

    /** A key's records lie in its partition, where Kafka's own partitioner puts them; empty means all partitions. */
    public void read(Topic<?> topic, String key, LogReader.Sink sink) {
        try (LogReader reader = LogReader.open(config, clientId)) {
            int count = reader.partitionsOf(topic.name());
            int only = Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
            reader.readFromBeginning(IntStream.range(0, count)
                    .filter(partition -> key.isEmpty() || partition == only)
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            reader.start(sink, false);
            settled(reader.caughtUp(), MINUTES_MAX, TimeUnit.MINUTES, topic.name() + " could not be read");
        }
    }

    /** Waits, and says otherwise what could not be done. */
    public static <T> T settled(CompletableFuture<T> future, int time, TimeUnit unit, String otherwise) {
        try {
            return future.get(time, unit);
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

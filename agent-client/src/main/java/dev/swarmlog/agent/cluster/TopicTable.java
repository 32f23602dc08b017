package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compacted topic as a table that is followed and written. Thread-safe. */
public final class TopicTable<V extends SpecificRecord> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTable.class);

    private final Topic<V> topic;
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<V> values;
    private final Deserializer<V> deserializer;
    private final ConcurrentSkipListMap<String, V> now = new ConcurrentSkipListMap<>();
    private final Map<Integer, Long> readTo = new HashMap<>();

    TopicTable(ClusterConfig config, Topic<V> topic, LogReader reader, LogWriter writer) {
        this.topic = topic;
        this.reader = reader;
        this.writer = writer;
        this.values = writer.to(topic);
        this.deserializer = config.wire().serde(topic).deserializer();
        reader.readFromBeginning(IntStream.range(0, reader.partitionsOf(topic.name()))
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList());
        reader.start(this::take, false);
    }

    /** Begins to read; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static <V extends SpecificRecord> TopicTable<V> open(ClusterConfig config, String clientId, Topic<V> topic) {
        LogReader reader = LogReader.open(config, clientId);
        LogWriter writer = LogWriter.open(config, clientId, 0);
        try {
            return new TopicTable<>(config, topic, reader, writer);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Waits until all is there that was written before the opening. */
    public void awaitLoaded(Duration atMost) throws TimeoutException, InterruptedException {
        settled(reader.caughtUp(), System.nanoTime() + atMost.toNanos());
    }

    /** What stands under each key; changes as the topic does. */
    public SortedMap<String, V> now() {
        return Collections.unmodifiableSortedMap(now);
    }

    /** Returns when all of it is in the log for good, and in this table. */
    public void write(Collection<V> changed, Function<V, String> key, Collection<String> removed, Duration atMost)
            throws TimeoutException, InterruptedException {
        long endNanos = System.nanoTime() + atMost.toNanos();
        List<CompletableFuture<RecordMetadata>> written = new ArrayList<>();
        changed.forEach(value -> values.send(key.apply(value), value, next(written)));
        removed.forEach(name -> values.remove(name, next(written)));
        for (CompletableFuture<RecordMetadata> each : written) {
            awaitRead(settled(each, endNanos), endNanos);
        }
    }

    private static Callback next(List<CompletableFuture<RecordMetadata>> written) {
        CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
        written.add(result);
        return (metadata, failure) -> {
            if (failure == null) {
                result.complete(metadata);
            } else {
                result.completeExceptionally(failure);
            }
        };
    }

    private <T> T settled(CompletableFuture<T> future, long endNanos) throws TimeoutException, InterruptedException {
        try {
            return future.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new ClusterException(topic.name() + " could not be read or written: " + e.getCause(), e);
        }
    }

    private synchronized void awaitRead(RecordMetadata at, long endNanos)
            throws TimeoutException, InterruptedException {
        while (readTo.getOrDefault(at.partition(), -1L) < at.offset()) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
            if (leftMs <= 0) {
                throw new TimeoutException(topic.name() + " is written and could not be read in time");
            }
            wait(leftMs);
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        put(record);
        synchronized (this) {
            readTo.put(record.partition(), record.offset());
            notifyAll();
        }
    }

    /** What cannot be read is passed over: what stood there before stands. */
    private void put(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null) {
            return;
        }
        try {
            V value = record.value() == null ? null : deserializer.deserialize(record.topic(), record.value());
            if (value == null) {
                now.remove(record.key());
            } else {
                now.put(record.key(), value);
            }
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            LOG.warn("skipping {}-{} offset {}: {}", record.topic(), record.partition(), record.offset(), e.toString());
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}

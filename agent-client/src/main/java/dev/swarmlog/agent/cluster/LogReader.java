package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.wire.SchemaRegistryException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads assigned partitions on a thread of its own, and goes on reading whatever happens to brokers and records. All
 * calls but {@link #close} and {@link #caughtUp} come before {@link #start}.
 */
public final class LogReader implements AutoCloseable {
    /** How long a cluster has to answer before we say that it is not there. */
    private static final Duration REACH_TIMEOUT = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long BACKOFF_MS = 500;
    private static final int RETRIES_MAX = 20;

    private final String name;
    private final Duration reachTimeout;
    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> endsAtOpening = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean started;

    /** What is done with each record, on the reader's thread. */
    @FunctionalInterface
    public interface Sink {
        void take(ConsumerRecord<String, byte[]> record);
    }

    public LogReader(String name, Consumer<String, byte[]> consumer, Duration reachTimeout) {
        this.name = name;
        this.reachTimeout = reachTimeout;
        this.consumer = consumer;
    }

    public static LogReader open(ClusterConfig config, String clientId) {
        return new LogReader(
                clientId,
                new KafkaConsumer<>(
                        KafkaSettings.ofConsumer(config, clientId),
                        new StringDeserializer(),
                        new ByteArrayDeserializer()),
                REACH_TIMEOUT);
    }

    /** How many partitions the cluster gives a topic; waits a little for a topic that is just being made. */
    public int partitionsOf(String topic) {
        long giveUpAt = System.nanoTime() + reachTimeout.toNanos();
        try {
            do {
                List<PartitionInfo> partitions = consumer.partitionsFor(topic, reachTimeout);
                if (partitions != null && !partitions.isEmpty()) {
                    return partitions.size();
                }
            } while (System.nanoTime() < giveUpAt && !closing.await(100, TimeUnit.MILLISECONDS));
        } catch (KafkaException e) {
            throw new ClusterException(name + ": the cluster did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException(name + ": interrupted while looking for topic " + topic, e);
        }
        throw new ClusterException(
                name + ": there is no topic " + topic
                        + " on the cluster. Does a service of the installation run there?",
                null);
    }

    /** From the beginning of these partitions. */
    public void readFromBeginning(List<TopicPartition> partitions) {
        assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** From what is written after this call returns: the position is fixed here, not at the first poll. */
    public void readFromEnd(List<TopicPartition> partitions) {
        assign(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, endsAtOpening.getOrDefault(partition, 0L));
        }
    }

    private void assign(List<TopicPartition> partitions) {
        consumer.assign(partitions);
        try {
            endsAtOpening.putAll(consumer.endOffsets(partitions, reachTimeout));
        } catch (KafkaException e) {
            throw new ClusterException(name + ": the cluster did not tell its offsets: " + e.getMessage(), e);
        }
    }

    /**
     * Begins to read.
     *
     * @param keepsAlive whether the program goes on as long as this thread does
     */
    public void start(Sink sink, boolean keepsAlive) {
        started = true;
        Thread thread = new Thread(() -> readOn(sink), name);
        thread.setDaemon(!keepsAlive);
        thread.start();
    }

    /** For sinks: a record that cannot be read now because the schema registry is away comes again. */
    public static void rethrowIfTransient(SerializationException failure) {
        if (failure instanceof SchemaRegistryException registry && registry.isTransient()) {
            throw registry;
        }
    }

    /** Completes when everything was taken that was there at the assignment. */
    public CompletableFuture<Void> caughtUp() {
        return caughtUp.copy();
    }

    private void readOn(Sink sink) {
        try {
            while (closing.getCount() > 0) {
                try {
                    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                        give(record, sink);
                    }
                    noteCaughtUp();
                } catch (WakeupException e) {
                    // closing, or about to look whether it is
                } catch (KafkaException e) {
                    LOG.warn("{}: cannot read, going on in {} ms", name, BACKOFF_MS, e);
                    pause();
                }
            }
        } finally {
            // Nothing is committed and no group left; with patience, the end would wait for the fetch that waits for
            // records.
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            closed.countDown();
        }
    }

    /** A record that breaks its sink is our bug; it must not cost the records behind it. */
    private void give(ConsumerRecord<String, byte[]> record, Sink sink) {
        try {
            for (int retries = 0; !gave(record, sink, retries == RETRIES_MAX); retries++) {
                pause();
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("record.key", record.key())
                    .setCause(e)
                    .log("{}: skipping {}-{} offset {}", name, record.topic(), record.partition(), record.offset());
        }
    }

    /** False when the schema registry is away, which says nothing about the record: it is worth another try. */
    private boolean gave(ConsumerRecord<String, byte[]> record, Sink sink, boolean lastTry) {
        try {
            sink.take(record);
            return true;
        } catch (SchemaRegistryException e) {
            if (!e.isTransient() || lastTry || closing.getCount() == 0) {
                throw e;
            }
            return false;
        }
    }

    private void noteCaughtUp() {
        if (!caughtUp.isDone()
                && endsAtOpening.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp.complete(null);
        }
    }

    private void pause() {
        try {
            boolean nowClosing = closing.await(BACKOFF_MS, TimeUnit.MILLISECONDS);
            LOG.debug("{}: {}", name, nowClosing ? "closing" : "trying again");
        } catch (InterruptedException e) {
            LOG.debug("{}: an interrupt is not how a reader is closed; going on", name);
        }
    }

    /** Stops the thread and waits for it, unless it is the caller. */
    @Override
    public void close() {
        closing.countDown();
        if (!started) {
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            if (!Thread.currentThread().getName().equals(name) && !closed.await(10, TimeUnit.SECONDS)) {
                LOG.warn("{}: still busy 10 s after it was told to stop", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

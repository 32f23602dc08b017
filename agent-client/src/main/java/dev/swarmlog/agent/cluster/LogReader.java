package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.wire.SchemaRegistryException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
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
    private static final Duration LEAVE = Duration.ofSeconds(3);
    private static final int RETRIES_MAX = 20;

    private final String name;
    private final Duration reachTimeout;
    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> endsAtOpening = new HashMap<>();
    private final Set<TopicPartition> given = new HashSet<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Share share;
    private boolean started;

    /** What is done with each record, on the reader's thread. */
    @FunctionalInterface
    public interface Sink {
        void take(ConsumerRecord<String, byte[]> record);
    }

    /** What is done as partitions come and go that are shared with other readers, on the reader's thread. */
    public interface Share {
        /** All was read that was there when the partitions were given; told after each look at them. */
        void settled();

        /** They may be somebody else's as soon as this returns. */
        void revoked(Collection<Integer> partitions);
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

    /** One of a group, which shares the partitions of a topic: {@link #readShared}. */
    public static LogReader openSharing(ClusterConfig config, String clientId, String group) {
        return new LogReader(
                clientId,
                new KafkaConsumer<>(
                        KafkaSettings.ofSharingConsumer(config, clientId, group),
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

    /** From the first record on that was written at this time or later; from the end where there is none. */
    public void readSince(List<TopicPartition> partitions, long sinceMs) {
        readFromEnd(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, sinceMs));
        try {
            consumer.offsetsForTimes(times, reachTimeout).forEach((partition, found) -> {
                if (found != null) {
                    consumer.seek(partition, found.offset());
                }
            });
        } catch (KafkaException e) {
            throw new ClusterException(name + ": the cluster did not tell its offsets: " + e.getMessage(), e);
        }
    }

    /** From the beginning of the partitions that the group gives us, each time that it gives one. */
    public void readShared(String topic, Share with) {
        share = with;
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                consumer.seekToBeginning(partitions);
                given.addAll(partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                revoke(partitions, with);
            }
        });
    }

    private void revoke(Collection<TopicPartition> partitions, Share from) {
        partitions.forEach(given::remove);
        partitions.forEach(endsAtOpening::remove);
        if (!partitions.isEmpty()) {
            from.revoked(partitions.stream().map(TopicPartition::partition).toList());
        }
    }

    private void settle(Share with) {
        if (!given.isEmpty()) {
            endsAtOpening.putAll(consumer.endOffsets(given, reachTimeout));
            given.clear();
        }
        if (!hasReadAll()) {
            return;
        }
        try {
            with.settled();
        } catch (RuntimeException e) {
            LOG.error("{}: what was read could not be acted on; going on", name, e);
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
                    if (share != null) {
                        settle(share);
                    } else if (!caughtUp.isDone() && hasReadAll()) {
                        caughtUp.complete(null);
                    }
                } catch (WakeupException e) {
                    // closing, or about to look whether it is
                } catch (KafkaException e) {
                    LOG.warn("{}: cannot read, going on in {} ms", name, BACKOFF_MS, e);
                    pause();
                }
            }
        } finally {
            // Where no group is left there is nothing to wait for; with patience, the end would wait for the fetch that
            // waits for records.
            leaveShare();
            consumer.close(CloseOptions.timeout(share == null ? Duration.ZERO : LEAVE));
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

    private boolean hasReadAll() {
        return endsAtOpening.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void leaveShare() {
        if (share != null) {
            revoke(Set.copyOf(consumer.assignment()), share);
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

package dev.swarmlog.chaos;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Reads what the registry publishes as every reader does, committed records only, and notes when it came. */
final class StatusReader implements AutoCloseable {
    private final Wire wire;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<AgentStatus> form;
    /** When each partition gave something, by this process's monotonic clock. */
    private final ConcurrentMap<Integer, ConcurrentLinkedQueue<Long>> arrivedNs = new ConcurrentHashMap<>();

    private final Map<String, Long> versions = new HashMap<>();
    private final ConcurrentLinkedQueue<String> oddities = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, AgentState> states = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private volatile boolean closing;

    private StatusReader(ClusterConfig cluster) {
        wire = cluster.wire();
        form = wire.serde(wire.topics().status).deserializer();
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer
                .partitionsFor(wire.topics().status.name())
                .stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        worker.execute(this::read);
    }

    static StatusReader start(ClusterConfig cluster) {
        return new StatusReader(cluster);
    }

    /** The last state that was published of each agent. */
    Map<String, AgentState> states() {
        return Map.copyOf(states);
    }

    /** Deaths, and versions that did not rise by one: work that was done twice, or lost. */
    List<String> oddities() {
        return List.copyOf(oddities);
    }

    void forgetOddities() {
        oddities.clear();
    }

    /** Waits until every partition has given something after that. */
    void awaitAllPartitionsAfter(long sinceNs) {
        Awaitility.await("every partition has news")
                .atMost(Duration.ofSeconds(30))
                .until(() -> arrivedNs.size() == wire.topics().status.partitions()
                        && arrivedNs.values().stream()
                                .allMatch(times -> times.stream().anyMatch(atNs -> atNs > sinceNs)));
    }

    /** The longest time since then in which some partition gave nothing. */
    Duration longestSilenceSince(long sinceNs) {
        long longestNs = 0;
        for (ConcurrentLinkedQueue<Long> times : arrivedNs.values()) {
            long beforeNs = sinceNs;
            for (long atNs : times) {
                if (atNs > sinceNs) {
                    longestNs = Math.max(longestNs, atNs - beforeNs);
                    beforeNs = atNs;
                }
            }
        }
        return Duration.ofNanos(longestNs);
    }

    private void read() {
        while (!closing) {
            var records = consumer.poll(Duration.ofMillis(50));
            long nowNs = System.nanoTime();
            for (TopicPartition partition : records.partitions()) {
                arrivedNs
                        .computeIfAbsent(partition.partition(), any -> new ConcurrentLinkedQueue<>())
                        .add(nowNs);
            }
            records.forEach(record -> note(record.key(), form.deserialize(record.topic(), record.value())));
        }
    }

    private void note(String id, AgentStatus status) {
        Objects.requireNonNull(status, "nobody leaves");
        states.put(id, status.getState());
        Long before = versions.put(id, status.getVersion());
        if (before != null && status.getVersion() != before + 1) {
            oddities.add(id + " went from version " + before + " to " + status.getVersion());
        }
        if (status.getState() == AgentState.DEAD || status.getState() == AgentState.GONE) {
            oddities.add(id + " is " + status.getState() + " at version " + status.getVersion() + " since "
                    + Instant.ofEpochMilli(status.getSinceMs()) + ", last seen "
                    + Instant.ofEpochMilli(status.getLastSeenMs()));
        }
    }

    @Override
    public void close() {
        closing = true;
        worker.close();
        consumer.close();
    }
}

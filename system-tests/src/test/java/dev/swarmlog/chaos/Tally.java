package dev.swarmlog.chaos;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What the log says at the end of a run, read by a plain consumer: what was accepted, and how each of it ended. */
record Tally(Set<String> accepted, Map<String, List<Reply>> replies, Map<String, List<DeadLetter>> deadLetters) {
    static Tally of(ClusterConfig cluster) {
        Wire wire = cluster.wire();
        Set<String> accepted = new HashSet<>();
        Map<String, List<Reply>> replies = new HashMap<>();
        var reader = wire.serde(wire.topics().replies).deserializer();
        readAll(cluster, wire.topics().submitted.name(), record -> accepted.add(record.key()));
        for (String topic :
                List.of(wire.topics().replies.name(), wire.topics().sagaReplies.name())) {
            readAll(cluster, topic, record -> {
                Reply reply = reader.deserialize(record.topic(), record.value());
                replies.computeIfAbsent(reply.getMessageId(), id -> new ArrayList<>())
                        .add(reply);
            });
        }
        return new Tally(accepted, replies, deadLettersOf(cluster));
    }

    static Map<String, List<DeadLetter>> deadLettersOf(ClusterConfig cluster) {
        Wire wire = cluster.wire();
        Map<String, List<DeadLetter>> letters = new HashMap<>();
        var reader = wire.serde(wire.topics().deadLetters).deserializer();
        readAll(
                cluster,
                wire.topics().deadLetters.name(),
                record -> letters.computeIfAbsent(record.key(), id -> new ArrayList<>())
                        .add(reader.deserialize(record.topic(), record.value())));
        return letters;
    }

    /** Messages of which two agents were given the first attempt. */
    static Set<String> givenTwice(ClusterConfig cluster) {
        Wire wire = cluster.wire();
        Map<String, String> agents = new HashMap<>();
        Set<String> found = new HashSet<>();
        var reader = wire.serde(wire.topics().deliveries).deserializer();
        readAll(cluster, wire.topics().deliveries.name(), record -> {
            Delivery delivery = reader.deserialize(record.topic(), record.value());
            if (delivery.getAttempt() == 1) {
                String first = agents.putIfAbsent(delivery.getDeliveryId(), delivery.getAgentId());
                if (first != null && !first.equals(delivery.getAgentId())) {
                    found.add(delivery.getMessageId());
                }
            }
        });
        return found;
    }

    /** Accepted messages that have neither a reply nor a dead letter. */
    Set<String> unanswered() {
        Set<String> rest = new HashSet<>(accepted);
        rest.removeAll(replies.keySet());
        rest.removeAll(deadLetters.keySet());
        return rest;
    }

    /** Messages with both. */
    Set<String> answeredTwice() {
        Set<String> both = new HashSet<>(replies.keySet());
        both.retainAll(deadLetters.keySet());
        return both;
    }

    /** Messages whose replies in the log do not all say the same. */
    Set<String> contradictory() {
        Set<String> found = new HashSet<>();
        replies.forEach((id, all) -> {
            if (all.stream().map(Tally::meaning).distinct().count() > 1) {
                found.add(id);
            }
        });
        return found;
    }

    long repeatedReplies() {
        return replies.values().stream().mapToLong(all -> all.size() - 1).sum();
    }

    private static List<Object> meaning(Reply reply) {
        return List.of(reply.getStatus(), reply.getErrorClass(), reply.getResult());
    }

    private static void readAll(ClusterConfig cluster, String topic, Consumer<ConsumerRecord<String, byte[]>> each) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                cluster.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(each);
            }
        }
    }
}

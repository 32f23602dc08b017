package dev.swarmlog.sdk;

import static java.util.Objects.requireNonNull;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Intent;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends each message to whichever agent joined last, <em>twice</em>, and each final outcome back as a reply, also a
 * repeated one. No leases, no retries, no memory: the least that the SDK needs opposite.
 */
final class StandInRouter implements AutoCloseable {
    private final Topics topics;
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<Delivery> deliveries;
    private final TopicWriter<Reply> replies;
    private final Map<String, Message> open = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<ConsumerRecord<String, byte[]>, byte[]>> steps;
    private volatile @Nullable AgentCard lastJoined;

    StandInRouter(ClusterConfig config) {
        Wire wire = config.wire();
        topics = wire.topics();
        reader = LogReader.open(config, "stand-in-router");
        writer = LogWriter.open(config, "stand-in-router", 0);
        deliveries = writer.to(topics.deliveries);
        replies = writer.to(topics.replies);
        steps = Map.of(
                topics.registrations.name(), step(wire, topics.registrations, this::note),
                topics.submitted.name(), step(wire, topics.submitted, this::deliver),
                topics.outcomes.name(), step(wire, topics.outcomes, this::reply));
        List<TopicPartition> partitions = steps.keySet().stream()
                .flatMap(topic -> IntStream.range(0, reader.partitionsOf(topic))
                        .mapToObj(partition -> new TopicPartition(topic, partition)))
                .toList();
        reader.readFromEnd(partitions);
        reader.start(record -> requireNonNull(steps.get(record.topic())).accept(record, record.value()), false);
    }

    private interface Taking<V> {
        void take(V value, int partition);
    }

    private static <V extends SpecificRecord> BiConsumer<ConsumerRecord<String, byte[]>, byte[]> step(
            Wire wire, Topic<V> topic, Taking<V> taking) {
        Deserializer<V> deserializer = wire.serde(topic).deserializer();
        return (record, value) -> taking.take(deserializer.deserialize(topic.name(), value), record.partition());
    }

    private void note(AgentCard card, int partition) {
        if (card.getIntent() == Intent.JOIN) {
            lastJoined = card;
        }
    }

    private void deliver(Message message, int partition) {
        open.put(message.getMessageId(), message);
        AgentCard agent = lastJoined;
        if (agent == null) {
            return;
        }
        Delivery delivery = new Delivery(
                message.getMessageId() + "#1",
                message.getMessageId(),
                agent.getAgentId(),
                agent.getEpoch(),
                1,
                1L,
                30_000,
                System.currentTimeMillis(),
                message.getDeadlineMs(),
                partition,
                message.getType(),
                message.getSource(),
                message.getAttributes(),
                message.getHops(),
                message.getContentType(),
                message.getPayload(),
                "");
        for (int times = 0; times < 2; times++) {
            deliveries.send(agent.getInboxPartition(), agent.getAgentId(), delivery, null, (metadata, failure) -> {});
        }
    }

    private void reply(Outcome outcome, int partition) {
        Message message = open.get(outcome.getMessageId());
        if (message == null || outcome.getStatus() == OutcomeStatus.PROGRESS) {
            return;
        }
        Reply reply = new Reply(
                message.getMessageId(),
                outcome.getStatus() == OutcomeStatus.COMPLETED ? ReplyStatus.COMPLETED : ReplyStatus.FAILED,
                outcome.getErrorClass(),
                outcome.getError(),
                outcome.getRetryAfterMs(),
                outcome.getAgentId(),
                1,
                outcome.getUsage(),
                message.getSubmittedAtMs(),
                System.currentTimeMillis(),
                outcome.getContentType(),
                outcome.getResult(),
                List.of(),
                false);
        replies.send(message.getReplyPartition(), message.getMessageId(), reply, null, (metadata, failure) -> {});
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}

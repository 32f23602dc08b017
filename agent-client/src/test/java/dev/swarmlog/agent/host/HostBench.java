package dev.swarmlog.agent.host;

import static org.awaitility.Awaitility.await;

import dev.swarmlog.agent.Agent;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** An inbox with its work, between real bytes on one side and Kafka's mock producer on the other; no reading thread. */
final class HostBench implements AutoCloseable {
    static final long EPOCH = 7;

    final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    final Counts counts = new Counts();
    final Work work;
    private final Map<String, HostedAgent> agents = new ConcurrentHashMap<>();
    private final Inbox inbox;
    private long offset;

    HostBench() {
        this(OpenTelemetry.noop(), HostSettings.DEFAULT);
    }

    HostBench(OpenTelemetry telemetry, HostSettings settings) {
        wire.registerSchemas();
        LogWriter writer = new LogWriter(wire, producer);
        Topics topics = wire.topics();
        work = new Work(
                new Outcomes(writer.to(topics.outcomes), 8, counts),
                counts,
                new HandleSpans(telemetry),
                HandlerThreads.open(4),
                settings);
        inbox = new Inbox(
                agents, wire.serde(topics.deliveries).deserializer(), writer.to(topics.deadLetters), work, counts);
    }

    HostBench with(Agent agent) {
        agents.put(agent.id(), new HostedAgent(agent, EPOCH));
        return this;
    }

    HostedAgent hosted(String agentId) {
        return Objects.requireNonNull(agents.get(agentId));
    }

    void deliver(Deliveries delivery) {
        deliver(delivery, new RecordHeaders());
    }

    void deliver(Deliveries drafted, Headers headers) {
        Delivery delivery = drafted.build();
        Topic<Delivery> topic = wire.topics().deliveries;
        deliver(delivery.getAgentId(), wire.serde(topic).serializer().serialize(topic.name(), delivery), headers);
    }

    void deliver(@Nullable String key, byte @Nullable [] value, Headers headers) {
        String topic = wire.topics().deliveries.name();
        inbox.take(new ConsumerRecord<>(
                topic, 5, offset++, 0L, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty()));
    }

    List<Outcome> outcomes() {
        return values(wire.topics().outcomes);
    }

    List<DeadLetter> deadLetters() {
        return values(wire.topics().deadLetters);
    }

    List<ProducerRecord<String, byte[]>> records(Topic<?> topic) {
        return producer.history().stream()
                .filter(record -> record.topic().equals(topic.name()))
                .toList();
    }

    private <V extends SpecificRecord> List<V> values(Topic<V> topic) {
        var deserializer = wire.serde(topic).deserializer();
        return records(topic).stream()
                .map(record -> deserializer.deserialize(topic.name(), record.value()))
                .toList();
    }

    List<Outcome> awaitOutcomes(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> outcomes().size() >= count);
        return outcomes();
    }

    @Override
    public void close() {
        work.abandon();
    }
}

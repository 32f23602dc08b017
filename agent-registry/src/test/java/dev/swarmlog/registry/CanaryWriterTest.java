package dev.swarmlog.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarmlog.registry.core.Card;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Delivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CanaryWriterTest {
    private final Wire wire = new Wire(new Topics(""), new InMemorySchemaRegistry());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private CanaryWriter writer;

    @BeforeEach
    void open() {
        wire.registerSchemas();
        writer = new CanaryWriter(wire, producer, meters, 10_000);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void asksInTheAgentsInboxUnderItsEpoch() {
        writer.ask(card("a"), 3, 1_000);

        await().until(() -> counted("true") == 1);
        ProducerRecord<String, byte[]> record = producer.history().getFirst();
        assertThat(record.key()).isEqualTo("a");
        assertThat(record.partition()).isEqualTo(5);
        Delivery canary = wire.serde(wire.topics().deliveries).deserializer().deserialize("", record.value());
        assertThat(canary.getType()).isEqualTo(Canary.TYPE);
        assertThat(canary.getMessageId()).isEqualTo("canary:a:3");
        assertThat(canary.getDeliveryId()).isEqualTo("canary:a:3#1");
        assertThat(canary.getAgentEpoch()).isEqualTo(7);
        assertThat(canary.getLeaseMs()).isEqualTo(10_000);
        assertThat(canary.getDeadlineMs()).isZero();
        assertThat(canary.getOutcomePartition())
                .isEqualTo(new Placement(wire.topics().outcomes.partitions()).of("canary:a:3"));
    }

    @Test
    void whoAsksNeverWaitsAndWhatFindsNoRoomIsCounted() {
        synchronized (producer) { // so that it takes nothing
            for (int i = 0; i < 10_100; i++) {
                writer.ask(card("a"), i, 1_000);
            }
        }

        assertThat(counted("false")).isBetween(99.0, 100.0).isEqualTo((double) writer.lost());
        await().until(() -> counted("true") + counted("false") == 10_100);
    }

    @Test
    void whatTheClusterDoesNotTakeIsCounted() {
        producer.sendException = new IllegalStateException("closed");
        writer.ask(card("a"), 1, 1_000);

        await().until(() -> counted("false") == 1);
        assertThat(writer.lost()).isEqualTo(1);
    }

    @Test
    void whatMayNotBeWrittenIsLostToo() {
        writer.close();
        MockProducer<String, byte[]> forbidden =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
        writer = new CanaryWriter(wire, forbidden, meters, 10_000);
        writer.ask(card("a"), 1, 1_000);

        await().until(() -> forbidden.errorNext(new TopicAuthorizationException("messages.deliveries")));
        await().until(() -> writer.lost() == 1);
        assertThat(counted("false")).isEqualTo(1);
    }

    @Test
    void theIdOfALongNamedAgentIsCutToTheLimit() {
        String longest = "x".repeat(Limits.ID_CHARS_MAX);

        String id = CanaryWriter.messageId(longest, Long.MAX_VALUE);

        assertThat(id).hasSize(Limits.ID_CHARS_MAX).startsWith("canary:xxx").endsWith("x:" + Long.MAX_VALUE);
    }

    private double counted(String written) {
        return meters.counter("swarmlog.registry.canaries", "written", written).count();
    }

    private static Card card(String id) {
        return new Card(
                id,
                7,
                "",
                List.of(new Card.Capability("x", "1.0.0")),
                List.of(),
                new Card.Place("", "", 5),
                new Card.Capacity(1, 1, 5_000),
                0);
    }
}

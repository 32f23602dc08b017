package dev.swarmlog.bench.router;

import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Mutable and hot, for one thread: completes deliveries at once. */
final class Hosts implements Tap.Listener, AutoCloseable {
    private static final ByteBuffer RESULT = ByteBuffer.wrap("{\"done\":true}".getBytes(StandardCharsets.UTF_8));
    private static final Usage USAGE = new Usage(0L, 0L, 0L);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Deserializer<Delivery> deliveries;
    private final Serializer<Outcome> outcomes;
    private final String inbox;
    private final String outbox;

    Hosts(Map<String, Object> settings, Wire wire) {
        producer = Submitter.producer(settings);
        deliveries = wire.serde(wire.topics().deliveries).deserializer();
        outcomes = wire.serde(wire.topics().outcomes).serializer();
        inbox = wire.topics().deliveries.name();
        outbox = wire.topics().outcomes.name();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // an outcome that is missing is found out by the missing reply
    public void heard(int number, ConsumerRecord<byte[], byte[]> record) {
        Delivery delivery = Objects.requireNonNull(deliveries.deserialize(inbox, record.value()));
        Outcome outcome = new Outcome(
                delivery.getDeliveryId(),
                delivery.getMessageId(),
                delivery.getAgentId(),
                delivery.getAgentEpoch(),
                delivery.getAttempt(),
                delivery.getFence(),
                OutcomeStatus.COMPLETED,
                ErrorClass.NONE,
                "",
                0L,
                -1f,
                USAGE,
                System.currentTimeMillis(),
                "application/json",
                RESULT);
        byte[] key = Numbers.blankKey();
        Numbers.write(key, 0, number);
        producer.send(
                new ProducerRecord<>(outbox, delivery.getOutcomePartition(), key, outcomes.serialize(outbox, outcome)));
    }

    @Override
    public void close() {
        producer.close();
    }
}

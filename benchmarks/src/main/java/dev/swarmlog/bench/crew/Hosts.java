package dev.swarmlog.bench.crew;

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

/** Mutable and hot, for one thread: answers deliveries at once. */
public final class Hosts implements Tap.Listener, AutoCloseable {
    private static final ByteBuffer RESULT = ByteBuffer.wrap("{\"done\":true}".getBytes(StandardCharsets.UTF_8));
    private static final Usage USAGE = new Usage(0L, 0L, 0L);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Deserializer<Delivery> deliveries;
    private final Serializer<Outcome> outcomes;
    private final String inbox;
    private final String outbox;
    private final boolean echoing;
    private final String failing;

    private Hosts(Map<String, Object> settings, Wire wire, boolean echoing, String failing) {
        this.producer = Producers.open(settings);
        this.deliveries = wire.serde(wire.topics().deliveries).deserializer();
        this.outcomes = wire.serde(wire.topics().outcomes).serializer();
        this.inbox = wire.topics().deliveries.name();
        this.outbox = wire.topics().outcomes.name();
        this.echoing = echoing;
        this.failing = failing;
    }

    /** Complete everything with the same few bytes. */
    public static Hosts answering(Map<String, Object> settings, Wire wire) {
        return new Hosts(settings, wire, false, "");
    }

    /** Complete everything with what it holds, but for one type of work, which fails for good. */
    public static Hosts echoing(Map<String, Object> settings, Wire wire, String failing) {
        return new Hosts(settings, wire, true, failing);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // an outcome that is missing is found out by the missing reply
    public void heard(int number, ConsumerRecord<byte[], byte[]> record) {
        Delivery delivery = Objects.requireNonNull(deliveries.deserialize(inbox, record.value()));
        boolean fails = delivery.getType().equals(failing);
        Outcome outcome = new Outcome(
                delivery.getDeliveryId(),
                delivery.getMessageId(),
                delivery.getAgentId(),
                delivery.getAgentEpoch(),
                delivery.getAttempt(),
                delivery.getFence(),
                fails ? OutcomeStatus.FAILED : OutcomeStatus.COMPLETED,
                fails ? ErrorClass.NON_RETRYABLE : ErrorClass.NONE,
                fails ? "as it is meant to" : "",
                0L,
                -1f,
                USAGE,
                System.currentTimeMillis(),
                "application/json",
                echoing && !fails ? delivery.getPayload() : RESULT);
        byte[] key = delivery.getMessageId().getBytes(StandardCharsets.UTF_8);
        producer.send(
                new ProducerRecord<>(outbox, delivery.getOutcomePartition(), key, outcomes.serialize(outbox, outcome)));
    }

    @Override
    public void close() {
        producer.close();
    }
}

package dev.swarmlog.bench.router;

import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.crew.Numbers;
import dev.swarmlog.bench.crew.Payload;
import dev.swarmlog.bench.crew.Producers;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Routing;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and hot, for one thread: submits messages, each with the next number. Apart from numbers and a stretch of random
 * digits they are alike, so one of each burst is encoded and the others are copies of it.
 */
public final class Submitter implements Load.Source, AutoCloseable {
    public static final String TYPE = "bench.work";

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Message> serializer;
    private final Topic<Message> topic;
    private final String replyTopic;
    private final boolean tracked;
    private final SplittableRandom random = new SplittableRandom(42);
    private volatile @Nullable Exception failure;
    private final Callback failures = (sent, broken) -> {
        if (broken != null) {
            failure = broken;
        }
    };
    private int next;

    private Submitter(KafkaProducer<byte[], byte[]> producer, Wire wire, boolean tracked) {
        this.producer = producer;
        this.serializer = wire.serde(wire.topics().submitted).serializer();
        this.topic = wire.topics().submitted;
        this.replyTopic = tracked ? wire.topics().replies.name() : "";
        this.tracked = tracked;
    }

    /** Submits messages that are answered. */
    public static Submitter tracked(Map<String, Object> settings, Wire wire) {
        return new Submitter(Producers.open(settings), wire, true);
    }

    /** Submits messages that are sent to an agent once and forgotten. */
    static Submitter untracked(Map<String, Object> settings, Wire wire) {
        return new Submitter(Producers.open(settings), wire, false);
    }

    @Override
    public long sent() {
        return next;
    }

    @Override
    public void send(int messages) {
        byte[] form = form(System.currentTimeMillis());
        int blankAt = Payload.blankAt(form);
        for (int i = 0; i < messages; i++) {
            byte[] value = form.clone();
            Numbers.write(value, Numbers.ID_AT, next);
            Payload.fill(value, blankAt, random);
            submit(value);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    private void submit(byte[] value) {
        Exception broken = failure;
        if (broken != null) {
            throw new IllegalStateException("the broker refuses messages", broken);
        }
        byte[] key = Numbers.blankKey();
        Numbers.write(key, 0, next);
        producer.send(new ProducerRecord<>(topic.name(), next % topic.partitions(), key, value), failures);
        next++;
    }

    @Override
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    private byte[] form(long nowMs) {
        Message message = Message.newBuilder()
                .setMessageId(Numbers.blankId())
                .setType(TYPE)
                .setSource("bench")
                .setRouting(Routing.newBuilder().setTracked(tracked).build())
                .setSubmittedAtMs(nowMs)
                .setReplyTopic(replyTopic)
                .setReplyPartition(tracked ? 0 : -1)
                .setPayload(ByteBuffer.wrap(Payload.ofBytes(Payload.BYTES)))
                .build();
        return Objects.requireNonNull(serializer.serialize(topic.name(), message));
    }
}

package dev.swarmlog.runtime.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns records that cannot be used into dead letters, and counts them. Thread-safe. */
public final class DeadLetters implements AutoCloseable {
    static final String CONFIG = "swarmlog.dead.letters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final byte[] NOTHING = {};

    private final String topic;
    private final Serializer<DeadLetter> serializer;
    private final String service;
    private final MeterRegistry meters;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Fuse fuse = new Fuse();
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * @param service whose records they are, for the meters
     * @param producers what to write with where Kafka Streams cannot
     */
    public DeadLetters(Wire wire, String service, MeterRegistry meters, Supplier<Producer<byte[], byte[]>> producers) {
        this.topic = wire.topics().deadLetters.name();
        this.serializer = wire.serde(wire.topics().deadLetters).serializer();
        this.service = service;
        this.meters = meters;
        this.producers = producers;
    }

    /** The settings with which Kafka Streams calls this one's handlers. */
    @SuppressWarnings("deprecation") // the last one is the default from 5.0 on
    public Map<String, Object> handlers() {
        return Map.of(
                CONFIG,
                this,
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UnreadableRecords.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                UnworkableRecords.class,
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UnwritableRecords.class,
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                true);
    }

    static DeadLetters in(Map<String, ?> configs) {
        if (configs.get(CONFIG) instanceof DeadLetters own) {
            return own;
        }
        throw new IllegalStateException("no " + CONFIG + " among the settings of Kafka Streams");
    }

    Fuse fuse() {
        return fuse;
    }

    /**
     * Counts the record and says what to write for it, with Kafka Streams' own producer and in its transaction. The
     * global thread has none, and refuses: there it is written at once, unless the thread is only reading again at
     * start what it or another instance has met before.
     */
    List<ProducerRecord<byte[], byte[]>> bury(ErrorHandlerContext where, DeadLetterReason reason, Exception why) {
        meters.counter("swarmlog.dead.letters", "service", service, "topic", where.topic(), "reason", reason.name())
                .increment();
        tell(where, reason, why);
        ProducerRecord<byte[], byte[]> letter = write(where, reason, why);
        if (where.taskId() != null && where.taskId().partition() >= 0) {
            return List.of(letter);
        }
        if (where.processorNodeId() != null) {
            send(letter);
        }
        return List.of();
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private void tell(ErrorHandlerContext where, DeadLetterReason reason, Exception why) {
        LOG.atWarn()
                .addKeyValue("record.topic", where.topic())
                .addKeyValue("record.partition", where.partition())
                .addKeyValue("record.offset", where.offset())
                .addKeyValue("record.key", keyText(where.sourceRawKey()))
                .log(
                        "{} {} at {}-{}@{}: {}",
                        service,
                        reason,
                        where.topic(),
                        where.partition(),
                        where.offset(),
                        detail(why));
    }

    /** The id of the agent or message that the record is about. */
    private static String keyText(byte @Nullable [] key) {
        return key == null ? "" : new String(first(key, Limits.ID_CHARS_MAX), UTF_8);
    }

    private synchronized void send(ProducerRecord<byte[], byte[]> letter) {
        if (producer == null) {
            producer = producers.get();
        }
        var _ = producer.send(letter, (at, failure) -> {
            if (failure != null) {
                LOG.error("a dead letter could not be written: {}", failure.toString());
            }
        });
    }

    private ProducerRecord<byte[], byte[]> write(ErrorHandlerContext where, DeadLetterReason reason, Exception why) {
        byte[] key = where.sourceRawKey() == null ? NOTHING : where.sourceRawKey();
        byte[] value = where.sourceRawValue() == null ? NOTHING : where.sourceRawValue();
        DeadLetter letter = DeadLetter.newBuilder()
                .setReason(reason)
                .setDetail(detail(why))
                .setTopic(where.topic())
                .setPartition(where.partition())
                .setOffset(where.offset())
                .setAtMs(System.currentTimeMillis())
                .setValueBytes(value.length)
                .setKey(ByteBuffer.wrap(first(key, Limits.ID_CHARS_MAX)))
                .setValue(ByteBuffer.wrap(first(value, Limits.DEAD_LETTER_VALUE_BYTES_MAX)))
                .build();
        var headers = new RecordHeaders();
        headers.add("topic", where.topic().getBytes(UTF_8));
        headers.add("partition", String.valueOf(where.partition()).getBytes(UTF_8));
        headers.add("offset", String.valueOf(where.offset()).getBytes(UTF_8));
        headers.add("reason", reason.name().getBytes(UTF_8));
        return new ProducerRecord<>(topic, null, null, keyOf(where, key), serializer.serialize(topic, letter), headers);
    }

    /** The key it had, since that names what it was about; its coordinates where the key cannot be one. */
    private static byte[] keyOf(ErrorHandlerContext where, byte[] key) {
        if (key.length > 0 && key.length <= Limits.ID_CHARS_MAX) {
            return key;
        }
        return (where.topic() + "-" + where.partition() + "@" + where.offset()).getBytes(UTF_8);
    }

    private static String detail(Exception why) {
        String text = why.getMessage() == null ? why.toString() : why.getMessage();
        return text.length() <= Limits.TEXT_CHARS_MAX ? text : text.substring(0, Limits.TEXT_CHARS_MAX);
    }

    private static byte[] first(byte[] bytes, int max) {
        return bytes.length <= max ? bytes : Arrays.copyOf(bytes, max);
    }
}

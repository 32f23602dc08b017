package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.TrustedTypes;
import java.io.IOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of one topic. Thread-safe, since one producer serves many threads: each thread has its own buffer, and
 * the schema's id is asked for once.
 */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private static final int NOT_ASKED_YET = -1;
    private static final ThreadLocal<ArrayEncoder> ENCODERS = ThreadLocal.withInitial(ArrayEncoder::new);

    static {
        TrustedTypes.allow();
    }

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private volatile int schemaId = NOT_ASKED_YET;

    public AvroSerializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
    }

    @Override
    public byte @Nullable [] serialize(String topicName, @Nullable V value) {
        if (value == null) {
            return null;
        }
        int id = schemaId;
        if (id == NOT_ASKED_YET) {
            id = registry.idOf(topic.subject(), PlainSchema.of(topic.schema()));
            schemaId = id;
        }
        ArrayEncoder encoder = ENCODERS.get();
        byte[] bytes;
        try {
            encoder.start(id);
            ((SpecificRecordBase) value).customEncode(encoder);
            bytes = encoder.finished();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot write a " + topic.schema().getName() + " to " + topicName + ": " + e.getMessage(), e);
        }
        if (bytes.length > Limits.VALUE_BYTES_MAX) {
            throw new SerializationException("a " + topic.schema().getName() + " of " + bytes.length + " bytes for "
                    + topicName + " is larger than " + Limits.VALUE_BYTES_MAX);
        }
        return bytes;
    }
}

package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: writes values of one topic, reusing its buffer and encoder. */
public final class AvroSerializer<V extends SpecificRecord> implements Serializer<V> {
    private static final int NOT_ASKED_YET = -1;

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final SpecificDatumWriter<V> writer;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
    private @Nullable BinaryEncoder encoder;
    private int schemaId = NOT_ASKED_YET;

    public AvroSerializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
        this.writer = new SpecificDatumWriter<>(topic.schema());
    }

    @Override
    public byte @Nullable [] serialize(String topicName, @Nullable V value) {
        if (value == null) {
            return null;
        }
        if (schemaId == NOT_ASKED_YET) {
            schemaId = registry.idOf(topic.subject(), PlainSchema.of(topic.schema()));
        }
        buffer.reset();
        buffer.write(0);
        buffer.write(schemaId >>> 24);
        buffer.write(schemaId >>> 16);
        buffer.write(schemaId >>> 8);
        buffer.write(schemaId);
        try {
            encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
            writer.write(value, encoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot write a " + topic.schema().getName() + " to " + topicName, e);
        }
        return buffer.toByteArray();
    }
}

package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: reads values of one topic, whatever compatible schema they were written with. */
public final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {
    private static final int HEADER_BYTES = 5;

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final Map<Integer, SpecificDatumReader<V>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    public AvroDeserializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
    }

    @Override
    public @Nullable V deserialize(String topicName, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER_BYTES || bytes[0] != 0) {
            throw new SerializationException("a value on " + topicName + " does not start with a schema id");
        }
        int id = (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
        SpecificDatumReader<V> reader =
                readers.computeIfAbsent(id, unseen -> new SpecificDatumReader<>(registry.byId(unseen), topic.schema()));
        try {
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new SerializationException(
                    "a value on " + topicName + " is no " + topic.schema().getName(), e);
        }
    }
}

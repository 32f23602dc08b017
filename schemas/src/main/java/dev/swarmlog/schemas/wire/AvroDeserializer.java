package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.schemas.wire.SchemaRegistryException.Kind;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of one topic, whatever compatible schema they were written with. Thread-safe, since the tasks of a
 * topology share it: each thread has its own decoders.
 *
 * <p>Whatever the bytes are, either a value comes out or a {@link SerializationException}: a
 * transient {@link SchemaRegistryException} when the registry gave no answer that concerns the record, so that the same
 * bytes may be read later, and any other when the record is poison. No class is ever loaded by a name that stands in the data.
 */
public final class AvroDeserializer<V extends SpecificRecord> implements Deserializer<V> {
    private static final int WRITER_SCHEMAS_MAX = 64;

    static {
        TrustedTypes.allow();
    }

    private final Topic<V> topic;
    private final SchemaRegistry registry;
    private final Constructor<V> blank;
    private final ThreadLocal<Decoders> decoders = ThreadLocal.withInitial(Decoders::new);

    public AvroDeserializer(Topic<V> topic, SchemaRegistry registry) {
        this.topic = topic;
        this.registry = registry;
        try {
            this.blank = topic.type().getConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(topic.type() + " is no generated record", e);
        }
    }

    @Override
    public @Nullable V deserialize(String topicName, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length > Limits.RECORD_BYTES_MAX) {
            throw new SerializationException("a value of " + bytes.length + " bytes on " + topicName
                    + " is larger than " + Limits.RECORD_BYTES_MAX);
        }
        if (bytes.length < AvroSerializer.HEADER_BYTES || bytes[0] != AvroSerializer.MAGIC) {
            throw new SerializationException("a value on " + topicName + " does not start with a schema id");
        }
        int id = (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
        Decoders own = decoders.get();
        try {
            return read(own.resolving(id), own.array, bytes);
        } catch (SchemaRegistryException e) {
            throw switch (e.kind()) {
                case NOT_REGISTERED -> poison(topicName, id, e);
                case UNREACHABLE -> e;
                // Somebody will mend the credentials or the address; until then no record is to blame.
                case REFUSED -> new SchemaRegistryException(Kind.UNREACHABLE, e.getMessage(), e);
            };
        } catch (IOException | ReflectiveOperationException | RuntimeException | StackOverflowError e) {
            throw poison(topicName, id, e);
        }
    }

    private V read(ResolvingDecoder resolving, ArrayDecoder array, byte[] bytes)
            throws IOException, ReflectiveOperationException {
        V value = blank.newInstance();
        array.start(bytes, AvroSerializer.HEADER_BYTES);
        resolving.configure(array);
        ((SpecificRecordBase) value).customDecode(resolving);
        resolving.drain();
        if (array.remainingBytes() > 0) {
            throw new SerializationException(array.remainingBytes() + " bytes follow after it");
        }
        return value;
    }

    private SerializationException poison(String topicName, int id, Throwable why) {
        String reason = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return new SerializationException(
                "a value with schema id " + id + " on " + topicName + " is no "
                        + topic.schema().getName() + ": " + reason,
                why);
    }

    /** One thread's decoders: the newest at hand, and those of a bounded number of other writer schemas. */
    private final class Decoders {
        private final ArrayDecoder array = new ArrayDecoder();
        private final Map<Integer, ResolvingDecoder> bySchema = new LinkedHashMap<>(16, 0.75f, true);
        private int newestId;
        private @Nullable ResolvingDecoder newest;

        ResolvingDecoder resolving(int id) throws IOException {
            ResolvingDecoder same = newest;
            if (same != null && id == newestId) {
                return same;
            }
            ResolvingDecoder found = bySchema.get(id);
            if (found == null) {
                found = resolve(id);
                bySchema.put(id, found);
                if (bySchema.size() > WRITER_SCHEMAS_MAX) {
                    bySchema.remove(bySchema.keySet().iterator().next());
                }
            }
            newest = found;
            newestId = id;
            return found;
        }

        private ResolvingDecoder resolve(int id) throws IOException {
            if (id <= 0) {
                throw new SerializationException("ids of schemas are positive");
            }
            Schema writer = SchemaBounds.check(registry.byId(id));
            return DecoderFactory.get()
                    .resolvingDecoder(Schema.applyAliases(writer, topic.schema()), topic.schema(), null);
        }
    }
}

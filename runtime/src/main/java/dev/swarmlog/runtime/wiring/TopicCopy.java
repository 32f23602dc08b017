package dev.swarmlog.runtime.wiring;

import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.schemas.Topic;
import io.javalin.http.HttpStatus;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What a topic says last of each key, kept undecoded by {@link Keeper} in a global store of every instance. Thread-safe;
 * throws a {@link Problem} while it is not there.
 *
 * @param what what is read, for people: "the sagas"
 */
public record TopicCopy<V extends SpecificRecord>(
        RunningService running, String store, String topic, Deserializer<V> values, String what) {

    public static <V extends SpecificRecord> TopicCopy<V> of(
            RunningService running, String store, Topic<V> topic, String what) {
        return new TopicCopy<>(
                running,
                store,
                topic.name(),
                running.context().wire().serde(topic).deserializer(),
                what);
    }

    public @Nullable V get(String key) {
        byte[] value = kept().get(key);
        return value == null ? null : values.deserialize(topic, value);
    }

    /** Shows all by key, from behind this one on, until who is shown has seen enough, and says false. */
    public void behind(String cursor, Predicate<V> viewer) {
        try (KeyValueIterator<String, byte[]> all = kept().range(cursor.isEmpty() ? null : cursor, null)) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> next = all.next();
                if (!next.key.equals(cursor) && !viewer.test(values.deserialize(topic, next.value))) {
                    return;
                }
            }
        }
    }

    private ReadOnlyKeyValueStore<String, byte[]> kept() {
        try {
            return running.streams()
                    .store(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()));
        } catch (InvalidStateStoreException | IllegalStateException e) {
            throw new Problem(
                    HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                    what + " are still being read; /health/ready tells when they are");
        }
    }

    /** Keeps a copy. */
    public static final class Keeper implements Processor<String, byte @Nullable [], Void, Void> {
        private final String name;
        private KeyValueStore<String, byte[]> store;

        @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
        public Keeper(String store) {
            name = store;
        }

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store = context.getStateStore(name);
        }

        @Override
        public void process(Record<String, byte @Nullable []> record) {
            byte[] value = record.value();
            if (record.key() == null) {
                return;
            }
            if (value == null) {
                store.delete(record.key());
            } else {
                store.put(record.key(), value);
            }
        }
    }
}

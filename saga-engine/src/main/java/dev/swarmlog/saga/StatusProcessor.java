package dev.swarmlog.saga;

import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.saga.http.SagaIndex;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.SagaStatus;
import io.javalin.http.HttpStatus;
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

/** Keeps sagas.status on the disk of every instance, undecoded, and reads it for those who ask. */
final class StatusProcessor implements Processor<String, byte @Nullable [], Void, Void> {
    private KeyValueStore<String, byte[]> store;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    StatusProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(SagaTopology.INDEX);
    }

    @Override
    public void process(Record<String, byte @Nullable []> record) {
        byte[] status = record.value();
        if (record.key() == null) {
            return;
        }
        if (status == null) {
            store.delete(record.key());
        } else {
            store.put(record.key(), status);
        }
    }

    /** What the processors of this service keep. */
    static SagaIndex index(RunningService running) {
        Topic<SagaStatus> topic = running.context().topics().sagaStatus;
        return new Index(
                running, topic.name(), running.context().wire().serde(topic).deserializer());
    }

    private record Index(RunningService running, String topic, Deserializer<SagaStatus> values) implements SagaIndex {
        @Override
        public @Nullable SagaStatus get(String sagaId) {
            byte[] status = kept().get(sagaId);
            return status == null ? null : values.deserialize(topic, status);
        }

        @Override
        public void behind(String cursor, Viewer viewer) {
            try (KeyValueIterator<String, byte[]> all = kept().range(cursor.isEmpty() ? null : cursor, null)) {
                while (all.hasNext()) {
                    KeyValue<String, byte[]> next = all.next();
                    if (!next.key.equals(cursor) && !viewer.see(values.deserialize(topic, next.value))) {
                        return;
                    }
                }
            }
        }

        private ReadOnlyKeyValueStore<String, byte[]> kept() {
            try {
                return running.streams()
                        .store(StoreQueryParameters.fromNameAndType(
                                SagaTopology.INDEX, QueryableStoreTypes.keyValueStore()));
            } catch (InvalidStateStoreException | IllegalStateException e) {
                throw new Problem(
                        HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                        "the sagas are still being read; /health/ready tells when they are");
            }
        }
    }
}

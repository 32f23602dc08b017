package dev.swarmlog.runtime.wiring;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.KeyDeserializer;
import dev.swarmlog.schemas.wire.Wire;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** What a topology reads: by task, or the whole of a topic in every instance, before its tasks begin. */
public record Sources(Topology topology, Wire wire) {

    /** For the processors that name it. */
    public void add(String name, Topic<?> topic) {
        add(name, topic, wire.serde(topic).deserializer());
    }

    /** As {@link #add}, and a record's time is when it arrived: {@link ArrivalTime}, but in tests. */
    public void arriving(String name, Topic<?> topic, TimestampExtractor arrivalTime) {
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                arrivalTime,
                new KeyDeserializer(),
                wire.serde(topic).deserializer(),
                topic.name());
    }

    /** As {@link #add}, and who processes it decodes what it needs. */
    public void undecoded(String name, Topic<?> topic) {
        add(name, topic, Serdes.ByteArray().deserializer());
    }

    private void add(String name, Topic<?> topic, Deserializer<?> values) {
        topology.addSource(name, new KeyDeserializer(), values, topic.name());
    }

    /** The whole of a topic, for a reader that keeps what it needs: the store, on which Streams hangs it, stays empty. */
    public <V extends SpecificRecord> void whole(
            String name, Topic<V> topic, ProcessorSupplier<String, V, Void, Void> reader) {
        whole(Stores.inMemoryKeyValueStore(name), topic, wire.serde(topic), reader);
    }

    /** Tells of each change in the whole of a topic, null for what is gone. */
    public <V extends SpecificRecord> void told(String name, Topic<V> topic, BiConsumer<String, @Nullable V> listener) {
        whole(name, topic, () -> change -> {
            if (change.key() != null) {
                listener.accept(change.key(), change.value());
            }
        });
    }

    /** The whole of a topic in a store that {@link TopicCopy} reads. */
    public void copied(KeyValueBytesStoreSupplier store, Topic<?> topic) {
        whole(store, topic, Serdes.ByteArray(), () -> new TopicCopy.Keeper(store.name()));
    }

    private <V> void whole(
            KeyValueBytesStoreSupplier store,
            Topic<?> topic,
            Serde<V> values,
            ProcessorSupplier<String, V, Void, Void> reader) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(store, Serdes.String(), values).withLoggingDisabled(),
                store.name() + "-source",
                Serdes.String().deserializer(),
                values.deserializer(),
                topic.name(),
                store.name() + "-reader",
                reader);
    }
}

package dev.swarmlog.runtime.wiring;

import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a global store, and tells of each change, null for what is gone. Streams restores with one instance of this and
 * goes on with another.
 */
public final class ToldProcessor<V> implements Processor<String, @Nullable V, Void, Void> {
    private final String name;
    private final BiConsumer<String, @Nullable V> listener;
    private KeyValueStore<String, V> store;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    public ToldProcessor(String store, BiConsumer<String, @Nullable V> listener) {
        this.name = store;
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(name);
    }

    @Override
    public void process(Record<String, @Nullable V> record) {
        String key = record.key();
        if (key == null) {
            return;
        }
        V value = record.value();
        if (value == null) {
            store.delete(key);
        } else {
            store.put(key, value);
        }
        listener.accept(key, value);
    }
}

package dev.swarmlog.router;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store with a changelog of which a crash keeps all that was committed and the beginning of what was not. */
final class TornLog implements KeyValueStore<String, byte[]> {
    private final Map<String, byte[]> durable;
    private final Map<String, byte[]> present;
    private final List<Consumer<Map<String, byte[]>>> uncommitted = new ArrayList<>();

    TornLog() {
        this(new TreeMap<>());
    }

    private TornLog(Map<String, byte[]> durable) {
        this.durable = durable;
        this.present = new TreeMap<>(durable);
    }

    void committed() {
        uncommitted.forEach(change -> change.accept(durable));
        uncommitted.clear();
    }

    TornLog crashed(SplittableRandom random) {
        int kept = random.nextInt(uncommitted.size() + 1);
        uncommitted.subList(0, kept).forEach(change -> change.accept(durable));
        return new TornLog(durable);
    }

    @Override
    public void put(String key, byte[] value) {
        uncommitted.add(changed -> changed.put(key, value));
        present.put(key, value);
    }

    @Override
    public byte @Nullable [] delete(String key) {
        uncommitted.add(changed -> changed.remove(key));
        return present.remove(key);
    }

    @Override
    public byte @Nullable [] get(String key) {
        return present.get(key);
    }

    @Override
    public byte @Nullable [] putIfAbsent(String key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void putAll(List<KeyValue<String, byte[]>> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<String, byte[]> range(String from, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeyValueIterator<String, byte[]> all() {
        Iterator<Map.Entry<String, byte[]>> entries =
                new TreeMap<>(present).entrySet().iterator();
        return new KeyValueIterator<>() {
            @Override
            public void close() {}

            @Override
            public String peekNextKey() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<String, byte[]> next() {
                Map.Entry<String, byte[]> entry = entries.next();
                return KeyValue.pair(entry.getKey(), entry.getValue());
            }
        };
    }

    @Override
    public long approximateNumEntries() {
        return present.size();
    }

    @Override
    public String name() {
        return "torn";
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}

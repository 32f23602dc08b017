package dev.swarmlog.runtime.store;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/** A value under a key in a {@link LiveStore}, where a task is the only one that ever writes to it; mutable. */
public final class Row<T> implements LiveStore.Entry {
    private final String key;
    private final LiveStore.Mark mark = new LiveStore.Mark();
    private T value;

    public Row(String key, T value) {
        this.key = key;
        this.value = value;
    }

    /** Rows in the form in which a topic has them. */
    public static <T, V extends SpecificRecord> LiveStore.Codec<Row<T>> codec(
            Wire wire, Topic<V> topic, Function<T, V> to, Function<V, T> from) {
        Serde<V> serde = wire.serde(topic);
        return new LiveStore.Codec<>() {
            @Override
            public byte[] encode(Row<T> row) {
                return Objects.requireNonNull(serde.serializer().serialize(topic.name(), to.apply(row.value)));
            }

            @Override
            public Row<T> decode(String key, ByteBuffer bytes) {
                byte[] rest = new byte[bytes.remaining()];
                bytes.get(rest);
                return new Row<>(key, from.apply(serde.deserializer().deserialize(topic.name(), rest)));
            }
        };
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public LiveStore.Mark mark() {
        return mark;
    }

    /** Of none: exactly once, no former owner can write any more, so what stands in the log is true wherever it stands. */
    @Override
    public boolean isSettled() {
        return true;
    }

    public T value() {
        return value;
    }

    public void set(T next) {
        value = next;
    }
}

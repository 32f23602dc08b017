package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.PlainSchema;
import dev.swarmlog.schemas.wire.Wire;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Writes values to one topic. Thread-safe. */
public final class TopicWriter<V extends SpecificRecord> {
    private final String topic;
    private final Producer<String, byte[]> producer;
    private final Serializer<V> serializer;

    TopicWriter(Topic<V> topic, Wire wire, Producer<String, byte[]> producer) {
        this.topic = topic.name();
        this.producer = producer;
        this.serializer = wire.serde(topic).serializer();
        wire.registry().idOf(topic.subject(), PlainSchema.of(topic.schema()));
    }

    /** Writes to the partition of the key by Kafka's default partitioner. */
    public void send(String key, V value, Callback callback) {
        send(null, key, value, null, callback);
    }

    /** Takes the key out of a compacted topic. */
    public void remove(String key, Callback callback) {
        var unused = producer.send(new ProducerRecord<>(topic, key, null), callback);
    }

    /**
     * Writes to the given partition, or to the key's where none is given. The callback hears of every failure,
     * also of a value that cannot be encoded.
     */
    public void send(@Nullable Integer partition, String key, V value, @Nullable Headers headers, Callback callback) {
        byte[] bytes;
        try {
            bytes = serializer.serialize(topic, value);
        } catch (SerializationException e) {
            callback.onCompletion(null, e);
            return;
        }
        var unused = producer.send(new ProducerRecord<>(topic, partition, key, bytes, headers), callback);
    }
}

package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One idempotent producer for all topics that a program writes. Thread-safe. */
public final class LogWriter implements AutoCloseable {
    private final Wire wire;
    private final Producer<String, byte[]> producer;

    public LogWriter(Wire wire, Producer<String, byte[]> producer) {
        this.wire = wire;
        this.producer = producer;
    }

    /**
     * Over a producer of its own.
     *
     * @param lingerMs how long a record may wait for others to share its request
     */
    public static LogWriter open(ClusterConfig config, String clientId, int lingerMs) {
        return new LogWriter(
                config.wire(),
                new KafkaProducer<>(
                        KafkaSettings.ofProducer(config, clientId, lingerMs),
                        new StringSerializer(),
                        new ByteArraySerializer()));
    }

    /** The way to one topic. Its schema is looked up now, so that a registry that is away or refuses shows at once. */
    public <V extends SpecificRecord> TopicWriter<V> to(Topic<V> topic) {
        return new TopicWriter<>(topic, wire, producer);
    }

    /** Returns when everything written so far is acknowledged or has failed. */
    public void flush() {
        producer.flush();
    }

    public void close(Duration atMost) {
        producer.close(atMost);
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(10));
    }
}

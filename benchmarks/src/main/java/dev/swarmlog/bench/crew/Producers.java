package dev.swarmlog.bench.crew;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Producers of the load and of hosts. */
public final class Producers {
    private Producers() {}

    public static KafkaProducer<byte[], byte[]> open(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** For a producer that waits a moment for others to travel with a record. */
    public static Map<String, Object> patient(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(prompt(bootstrapServers));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        return settings;
    }

    /** For a producer that waits a millisecond for others to travel with a record, as the SDK's do. */
    public static Map<String, Object> usual(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>(prompt(bootstrapServers));
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        return settings;
    }

    /** For a producer that sends each record at once. */
    public static Map<String, Object> prompt(String bootstrapServers) {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4");
    }
}

package dev.swarmlog.registry;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** In which of so many partitions a key's records belong, by the partitioner of Kafka's own clients. */
record Placement(int partitions) {
    int of(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}

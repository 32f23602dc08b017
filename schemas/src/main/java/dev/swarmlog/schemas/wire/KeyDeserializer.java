package dev.swarmlog.schemas.wire;

import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys as Kafka's own deserializer of strings does, for records whose values bear their key as a field: the thread
 * that reads the value next finds the text there. Thread-safe.
 */
public final class KeyDeserializer implements Deserializer<String> {
    @Override
    public @Nullable String deserialize(String topicName, byte @Nullable [] bytes) {
        return bytes == null ? null : Words.key(bytes);
    }
}

package dev.swarmlog.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/**
 * One topic of the catalogue: everything that a service, an operator or a document needs to know of it.
 *
 * @param name the full name, with the installation's prefix
 * @param keyIs what the UTF-8 string that keys the records stands for
 * @param partitions how many partitions a fresh installation gives it
 * @param stampedByBroker records bear the time at which the broker appended them, whatever their writers' clocks say
 */
public record Topic<V extends SpecificRecord>(
        String name,
        String keyIs,
        Class<V> type,
        Schema schema,
        int partitions,
        Retention retention,
        boolean stampedByBroker,
        List<String> writers,
        List<String> readers,
        String what) {

    private static final int COMPACTED_SEGMENT_BYTES = 16 * 1024 * 1024;

    /** How long a topic keeps records: the last one of each key, or all of them for a time. */
    public sealed interface Retention {
        record Compact() implements Retention {}

        record Delete(Duration after) implements Retention {}
    }

    /** The subject under which the value's schema is registered, by the registry's default naming. */
    public String subject() {
        return name + "-value";
    }

    /**
     * The broker-side settings that make the topic what the catalogue says. A segment is neither expired nor compacted
     * before it is closed, so segments are small against what the topic should keep.
     */
    public Map<String, String> brokerConfig() {
        Map<String, String> config = new LinkedHashMap<>();
        if (retention instanceof Retention.Delete delete) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    String.valueOf(delete.after().toMillis()));
            config.put(
                    TopicConfig.SEGMENT_MS_CONFIG,
                    String.valueOf(delete.after().dividedBy(4).toMillis()));
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            config.put(TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(COMPACTED_SEGMENT_BYTES));
        }
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(Limits.RECORD_BYTES_MAX));
        if (stampedByBroker) {
            config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TimestampType.LOG_APPEND_TIME.name);
        }
        return config;
    }
}

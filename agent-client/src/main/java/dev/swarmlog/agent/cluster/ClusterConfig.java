package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.SchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import io.opentelemetry.api.OpenTelemetry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Where an installation is and how to reach it.
 *
 * @param kafka further settings of the Kafka clients, such as {@code security.protocol}; they win over our defaults
 *     but not over what the guarantees rest on
 * @param telemetry where spans go; {@link OpenTelemetry#noop()} carries trace context through and records nothing
 */
public record ClusterConfig(
        String bootstrapServers,
        SchemaRegistry schemaRegistry,
        String topicPrefix,
        Map<String, String> kafka,
        OpenTelemetry telemetry) {
    private static final String KAFKA_PREFIX = "SWARMLOG_KAFKA_";

    public ClusterConfig {
        kafka = Map.copyOf(kafka);
        new Topics(topicPrefix);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers: host:port pairs are expected, found none");
        }
    }

    public static ClusterConfig of(String bootstrapServers, SchemaRegistry schemaRegistry) {
        return new ClusterConfig(bootstrapServers, schemaRegistry, "", Map.of(), OpenTelemetry.noop());
    }

    /** With a registry over HTTP: its base URL, or several with commas between them. */
    public static ClusterConfig of(String bootstrapServers, String schemaRegistryUrls) {
        return of(bootstrapServers, HttpSchemaRegistry.at(schemaRegistryUrls, ""));
    }

    /**
     * As the environment says, in the same words as for Swarmlog's services: {@code SWARMLOG_BOOTSTRAP_SERVERS},
     * {@code SWARMLOG_SCHEMA_REGISTRY}, {@code SWARMLOG_SCHEMA_REGISTRY_AUTH}, {@code SWARMLOG_TOPIC_PREFIX}, and
     * {@code SWARMLOG_KAFKA_SECURITY_PROTOCOL} for Kafka's {@code security.protocol}, and so on.
     */
    public static ClusterConfig from(Map<String, String> env) {
        Map<String, String> kafka = new HashMap<>();
        env.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PREFIX)) {
                kafka.put(
                        name.substring(KAFKA_PREFIX.length())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.'),
                        value);
            }
        });
        return new ClusterConfig(
                env.getOrDefault("SWARMLOG_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                HttpSchemaRegistry.at(
                        env.getOrDefault("SWARMLOG_SCHEMA_REGISTRY", "http://127.0.0.1:8081"),
                        env.getOrDefault("SWARMLOG_SCHEMA_REGISTRY_AUTH", "")),
                env.getOrDefault("SWARMLOG_TOPIC_PREFIX", ""),
                kafka,
                OpenTelemetry.noop());
    }

    public ClusterConfig withTopicPrefix(String prefix) {
        return new ClusterConfig(bootstrapServers, schemaRegistry, prefix, kafka, telemetry);
    }

    public ClusterConfig withKafka(Map<String, String> settings) {
        return new ClusterConfig(bootstrapServers, schemaRegistry, topicPrefix, settings, telemetry);
    }

    public ClusterConfig withTelemetry(OpenTelemetry openTelemetry) {
        return new ClusterConfig(bootstrapServers, schemaRegistry, topicPrefix, kafka, openTelemetry);
    }

    /** The catalogue and the serdes of this installation. */
    public Wire wire() {
        return new Wire(new Topics(topicPrefix), schemaRegistry);
    }
}

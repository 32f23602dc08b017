package dev.swarmlog.agent.cluster;

import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.SchemaRegistry;
import dev.swarmlog.schemas.wire.Wire;
import io.opentelemetry.api.OpenTelemetry;
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

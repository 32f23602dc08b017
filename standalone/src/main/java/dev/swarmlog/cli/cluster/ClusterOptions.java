package dev.swarmlog.cli.cluster;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.RegistryAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the installation is: what every command says that does not bring its own. */
public final class ClusterOptions {
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(3);

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,..",
            defaultValue = "${env:SWARMLOG_BOOTSTRAP_SERVERS:-127.0.0.1:9092}",
            description = "Kafka brokers to start from (or SWARMLOG_BOOTSTRAP_SERVERS; now ${DEFAULT-VALUE})")
    private String bootstrapServers = "";

    @Option(
            names = "--schema-registry",
            paramLabel = "URL",
            defaultValue = "${env:SWARMLOG_SCHEMA_REGISTRY:-http://127.0.0.1:8081}",
            description = "The schema registry (or SWARMLOG_SCHEMA_REGISTRY; now ${DEFAULT-VALUE})")
    private String schemaRegistry = "";

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:SWARMLOG_TOPIC_PREFIX:-}",
            description = "What the installation's topics begin with (or SWARMLOG_TOPIC_PREFIX)")
    private String topicPrefix = "";

    /** The environment with what the options say put over it: what services and their settings read. */
    public Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("SWARMLOG_BOOTSTRAP_SERVERS", bootstrapServers);
        environment.put("SWARMLOG_SCHEMA_REGISTRY", schemaRegistry);
        environment.put("SWARMLOG_TOPIC_PREFIX", topicPrefix);
        return environment;
    }

    /** The cluster, after it has answered. */
    public ClusterConfig reach() {
        PlatformConfig.Cluster cluster = settings();
        String protocol = cluster.kafka().getOrDefault("security.protocol", "PLAINTEXT");
        new BrokerProbe(PROBE_TIMEOUT, !protocol.contains("SSL")).reach(cluster.bootstrapServers());
        return config(cluster);
    }

    /** The schema registry alone. */
    public RegistryAddress registry() {
        PlatformConfig.Cluster cluster = settings();
        try {
            return RegistryAddress.of(cluster.schemaRegistry(), cluster.schemaRegistryAuth());
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage("--schema-registry: " + e.getMessage());
        }
    }

    private PlatformConfig.Cluster settings() {
        Settings settings = Settings.from(environment());
        PlatformConfig.Cluster cluster = PlatformConfig.from(settings).cluster();
        settings.check();
        return cluster;
    }

    private static ClusterConfig config(PlatformConfig.Cluster cluster) {
        try {
            return ClusterConfig.of(
                            cluster.bootstrapServers(),
                            HttpSchemaRegistry.at(cluster.schemaRegistry(), cluster.schemaRegistryAuth()))
                    .withTopicPrefix(cluster.topicPrefix())
                    .withKafka(cluster.kafka());
        } catch (IllegalArgumentException e) {
            throw Failure.wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}

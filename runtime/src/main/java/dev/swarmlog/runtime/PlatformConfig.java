package dev.swarmlog.runtime;

import dev.swarmlog.runtime.http.access.AccessConfig;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/** What every service needs to know of where it runs, whatever it does. */
public record PlatformConfig(Cluster cluster, Instance instance, Http http, Tracing tracing) {

    /** Where the brokers are in the same process: nobody else could take over, and who stands still does so with them. */
    public static final int SESSION_MS_OF_ONE_PROCESS = 10_000;

    /**
     * The Kafka cluster, its schema registry, and the installation on it.
     *
     * @param schemaRegistry base addresses of the registry, with commas between them
     * @param schemaRegistryAuth {@code user:password}, a token, or empty
     * @param partitions how many partitions each topic has that instances share out
     * @param replicationFactor of topics; 0 means as many as there are brokers, up to 3
     * @param kafka further properties of all Kafka clients
     */
    public record Cluster(
            String bootstrapServers,
            String schemaRegistry,
            String schemaRegistryAuth,
            String topicPrefix,
            int partitions,
            int replicationFactor,
            SortedMap<String, String> kafka) {}

    /**
     * This process.
     *
     * @param id distinct for each instance of a service and the same after a restart, so that it gets its tasks back without a rebalance
     * @param sessionMs silent for so long it is taken to be dead, and others take over
     * @param startTimeoutMs how long to wait for Kafka and for the schema registry at start
     * @param lagReadyMax how many records an instance may be behind and still be called ready
     */
    public record Instance(
            String id, Path stateDir, int sessionMs, long startTimeoutMs, long stopTimeoutMs, long lagReadyMax) {}

    /** Where health, metrics and the services' own routes are served; port 0 is any free one. */
    public record Http(String host, int port, AccessConfig access) {}

    /** An OTLP collector, empty for none, and the share of traces that begin here which are recorded. */
    public record Tracing(String otlpEndpoint, double share) {}

    public static PlatformConfig from(Settings settings) {
        return new PlatformConfig(cluster(settings), instance(settings), http(settings), tracing(settings));
    }

    /** What holds where nothing is set. */
    public static PlatformConfig defaults() {
        return from(Settings.from(Map.of()));
    }

    private static Cluster cluster(Settings settings) {
        return new Cluster(
                settings.text("SWARMLOG_BOOTSTRAP_SERVERS", "127.0.0.1:9092", "Kafka brokers to start from"),
                settings.text(
                        "SWARMLOG_SCHEMA_REGISTRY",
                        "http://127.0.0.1:8081",
                        "Base addresses of a Confluent-compatible schema registry, with commas between them"),
                settings.secret("SWARMLOG_SCHEMA_REGISTRY_AUTH", "`user:password` or a bearer token for the registry"),
                settings.text(
                        "SWARMLOG_TOPIC_PREFIX",
                        "",
                        "Put before every topic's name: several installations, one cluster"),
                settings.whole(
                        "SWARMLOG_PARTITIONS",
                        Topics.PARTITIONS,
                        1,
                        10_000,
                        "Partitions of each topic that instances share out, settled when an installation begins; `up` and"
                                + " `demo` have 4 unless told otherwise"),
                settings.whole(
                        "SWARMLOG_REPLICATION_FACTOR",
                        0,
                        0,
                        10,
                        "Replicas of each topic; 0 is one for each broker, up to 3"),
                settings.group(
                        "SWARMLOG_KAFKA_", "Any property of Kafka's clients: `SWARMLOG_KAFKA_SECURITY_PROTOCOL`"));
    }

    private static Instance instance(Settings settings) {
        return new Instance(
                orElse(
                        settings.text(
                                "SWARMLOG_INSTANCE_ID",
                                "",
                                "Distinct for each instance of a service and the same after a restart; empty is the"
                                        + " host's name"),
                        PlatformConfig::hostName),
                Path.of(orElse(
                        settings.text(
                                "SWARMLOG_STATE_DIR",
                                "",
                                "Folder of local copies of state, read again from the log where lost; empty is in the"
                                        + " folder for temporary files"),
                        () -> Path.of(System.getProperty("java.io.tmpdir"), "swarmlog")
                                .toString())),
                settings.whole(
                        "SWARMLOG_SESSION_MS",
                        2_500,
                        500,
                        1_800_000,
                        "An instance that is silent for so long is taken to be dead, and others take over its work;"
                                + " where the brokers' group.min.session.timeout.ms is higher, that holds; `up` and"
                                + " `demo` have " + SESSION_MS_OF_ONE_PROCESS + " unless told otherwise"),
                settings.millis(
                        "SWARMLOG_START_TIMEOUT_MS",
                        8_000,
                        100,
                        600_000,
                        "How long to wait at start for Kafka and for the schema registry to answer; topics that are"
                                + " missing may take Kafka a minute beyond that; `up` gives its services `60000`, because"
                                + " they start with its own broker"),
                settings.millis(
                        "SWARMLOG_STOP_TIMEOUT_MS",
                        10_000,
                        100,
                        600_000,
                        "How long a stop may take to finish its work"),
                settings.millis(
                        "SWARMLOG_LAG_READY_MAX",
                        100_000,
                        0,
                        1_000_000_000_000L,
                        "Records that an instance may be behind and still be called ready"));
    }

    private static Http http(Settings settings) {
        String host = settings.text(
                "SWARMLOG_HTTP_HOST",
                "127.0.0.1",
                "Address to serve HTTP on; 0.0.0.0 is all, and any but this machine's own needs tokens");
        return new Http(
                host,
                settings.whole("SWARMLOG_HTTP_PORT", 8080, 0, 65_535, "Port to serve HTTP on; 0 is any free one"),
                AccessConfig.from(settings, host));
    }

    private static Tracing tracing(Settings settings) {
        return new Tracing(
                orElse(
                        settings.text(
                                "SWARMLOG_OTLP_ENDPOINT",
                                "",
                                "OTLP collector for traces, as `http://host:4318`; empty is"
                                        + " `OTEL_EXPORTER_OTLP_ENDPOINT`, or none"),
                        () -> settings.foreign("OTEL_EXPORTER_OTLP_ENDPOINT")),
                settings.share("SWARMLOG_TRACE_SHARE", 1.0, "Share of the traces that begin here which are recorded"));
    }

    private static String orElse(String value, Supplier<String> fallback) {
        return value.isEmpty() ? fallback.get() : value;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}

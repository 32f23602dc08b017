package dev.swarmlog.runtime;

import dev.swarmlog.runtime.poison.DeadLetters;
import dev.swarmlog.schemas.Limits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' settings as the measurements in DESIGN.md section 12 ask for them. */
public final class StreamsProperties {
    private static final int RECORD_OVERHEAD_BYTES = 100_000;
    private static final String SESSION = StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);

    /** One lost or late beat is nothing, nor are two. */
    private static final int BEATS_PER_SESSION = 5;

    /** What brokers allow unless told otherwise (group.min.session.timeout.ms). */
    private static final int USUAL_SESSION_MS_MIN = 6_000;

    /**
     * The open transaction of an instance that was killed ends before its session does: until then nobody reads past it, and
     * whoever takes over cannot learn how far the dead one had come.
     */
    private static final int TRANSACTION_PERCENT = 80;

    /** Brokers allow no more unless told. */
    private static final int TRANSACTION_MS_MAX = 900_000;

    /** A transaction lives for about one commit interval; it needs room for a slow broker. */
    private static final int COMMITS_PER_TRANSACTION = 4;

    /** A broker that was killed and came back may owe an answer for ever; work stands still until it is asked anew. */
    private static final int REQUEST_MS = 8_000;

    /** Where commits are rare, what is written is sent before: a commit that sends everything at once takes long. */
    private static final int LINGER_MS_MAX = 50;

    /**
     * A commit may come while the broker is still ending the transaction before it, and is refused for a moment; by default
     * it would come again after 100 ms, while everything stands.
     */
    private static final int RETRY_MS = 5;

    /**
     * Of each partition, at a time. A consumer asks a broker for nothing as long as it holds a record that it fetched from
     * there, of whatever partition: behind a megabyte of each, nothing new is heard of for seconds.
     */
    private static final int FETCH_BYTES = 64 * 1024;

    private final Properties properties = new Properties();

    private StreamsProperties() {}

    static Properties of(Service service, PlatformConfig config, DeadLetters deadLetters) {
        var made = new StreamsProperties();
        made.connect(service, config);
        made.membership(service, config);
        made.sessions(config.instance().sessionMs(), service.tuning().commitIntervalMs());
        made.promise(service.tuning());
        made.pace(service.tuning());
        made.properties.putAll(deadLetters.handlers());
        made.properties.putAll(config.cluster().kafka());
        return made.properties;
    }

    /** What makes the topics behind stores as safe as all others. */
    static Map<String, Object> replicated(int replicas) {
        Map<String, Object> made = new HashMap<>(Map.of(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas));
        TopicSetup.durability(replicas).forEach((name, value) -> made.put(StreamsConfig.topicPrefix(name), value));
        return made;
    }

    /** Asks for the session that any broker grants, where a shorter one was refused; false where that is no shorter. */
    static boolean relaxSession(Properties properties) {
        if (Integer.parseInt(String.valueOf(properties.get(SESSION))) >= USUAL_SESSION_MS_MIN) {
            return false;
        }
        properties.putAll(session(USUAL_SESSION_MS_MIN));
        return true;
    }

    /** For a {@code TopologyTestDriver}: the settings that the service will have, dead letters and all. */
    public static Properties forTests(Service service, ServiceContext context) {
        var deadLetters = new DeadLetters(
                context.wire(),
                service.name(),
                context.meters(),
                () -> new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return of(service, context.config(), deadLetters);
    }

    /** The folder of this service's state. */
    static Path stateDir(Service service, PlatformConfig config) {
        return parent(config).resolve(applicationId(service, config));
    }

    private static Path parent(PlatformConfig config) {
        return config.instance().stateDir().resolve(config.instance().id());
    }

    private static String applicationId(Service service, PlatformConfig config) {
        return config.cluster().topicPrefix() + service.name();
    }

    private void connect(Service service, PlatformConfig config) {
        set(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(service, config));
        set(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.cluster().bootstrapServers());
        set(StreamsConfig.STATE_DIR_CONFIG, parent(config).toString());
        set(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        set(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    private void membership(Service service, PlatformConfig config) {
        set(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                service.name() + "-" + config.instance().id());
        set(StreamsConfig.NUM_STREAM_THREADS_CONFIG, service.tuning().threads());
        set(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, service.tuning().standbys());
    }

    private void sessions(int sessionMs, int commitIntervalMs) {
        properties.putAll(session(sessionMs));
        set(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.min(
                        TRANSACTION_MS_MAX,
                        Math.max(sessionMs / 100 * TRANSACTION_PERCENT, COMMITS_PER_TRANSACTION * commitIntervalMs)));
    }

    private static Map<String, Object> session(int sessionMs) {
        return Map.of(
                SESSION,
                sessionMs,
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                sessionMs / BEATS_PER_SESSION);
    }

    private void promise(StreamsTuning tuning) {
        set(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                switch (tuning.guarantee()) {
                    case EXACTLY_ONCE -> StreamsConfig.EXACTLY_ONCE_V2;
                    case AT_LEAST_ONCE -> StreamsConfig.AT_LEAST_ONCE;
                });
        set(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_MS);
        set(StreamsConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        set(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, tuning.commitIntervalMs());
        set(
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                switch (tuning.order()) {
                    case BY_TIME -> 0L;
                    case AS_READ -> StreamsConfig.MAX_TASK_IDLE_MS_DISABLED;
                });
        set(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        set(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        set(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        // Where the first of two batches is refused and the second is not, the first is lost (KAFKA-15591). And what
        // must
        // wait for an answer grows meanwhile, the more the busier the broker is.
        set(StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
        set(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), String.valueOf(Limits.RECORD_BYTES_MAX));
        set(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                Limits.RECORD_BYTES_MAX + RECORD_OVERHEAD_BYTES);
    }

    /**
     * Nobody reads what a transaction wrote before it commits, and the commit sends what is there: so until then everything
     * waits for others to travel with. Sent one by one it costs a quarter more of all processors (decision 92). What
     * travels without a transaction waits a millisecond at most (decision 95).
     */
    private void pace(StreamsTuning tuning) {
        set(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        switch (tuning.pace()) {
            case LATENCY -> {
                set(
                        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                        switch (tuning.guarantee()) {
                            case EXACTLY_ONCE -> Math.min(LINGER_MS_MAX, tuning.commitIntervalMs());
                            case AT_LEAST_ONCE -> 1;
                        });
                set(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 64 * 1024);
                set(StreamsConfig.POLL_MS_CONFIG, 5);
                set(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), FETCH_BYTES);
            }
            case THROUGHPUT -> {
                set(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
                set(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 * 1024);
                set(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
                set(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
            }
        }
    }

    private void set(String name, Object value) {
        properties.put(name, value);
    }
}

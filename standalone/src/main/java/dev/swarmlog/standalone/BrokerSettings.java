package dev.swarmlog.standalone;

import dev.swarmlog.schemas.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Kafka's settings for a node of a small cluster, mostly of that one: nothing waits for replicas that do not exist, start
 * and stop are quick, memory is small. Durability stays Kafka's own: acknowledged writes survive the death of the process.
 */
final class BrokerSettings {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String BROKER_LISTENER = "PLAINTEXT";

    /** Changelogs hold records with a little state around them. */
    private static final int RECORD_BYTES_MAX = 2 * Limits.RECORD_BYTES_MAX;

    private static final int SEGMENT_BYTES = 256 << 20;

    /** Enough for a full segment of small batches; Kafka's 10 MiB are mapped twice for each partition. */
    private static final int INDEX_BYTES_MAX = 1 << 20;

    private static final int CLEANER_BUFFER_BYTES = 32 << 20;

    /** The last file that laying out a folder writes. */
    static final String LAID_OUT = "meta.properties";

    /**
     * How often the broker looks for transactions that nobody will end, and how long after its start it first does. On kept
     * data there may be one of the life before, and it must not be ended before the broker answers to itself: its markers
     * are lost then, and the offsets that it wrote stay undecided for ever (seen 2 times in 5 kills). {@link OpenTransactions}
     * ends it sooner, once the broker answers.
     */
    private static final String ABORT_INTERVAL_MS = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    private BrokerSettings() {}

    static Map<String, Object> of(Path logs, BrokerCluster cluster, int node) {
        boolean isFresh = !Files.exists(logs.resolve(LAID_OUT));
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(node(logs, cluster, node));
        settings.putAll(replication(cluster.replicas(), cluster.replicasInSyncMin()));
        settings.putAll(quickness());
        settings.put(ABORT_INTERVAL_MS, isFresh ? 200 : 10_000);
        settings.putAll(size());
        // as text, as in a file: Kafka is particular about the width of numbers
        settings.replaceAll((name, value) -> value.toString());
        return settings;
    }

    /**
     * The voters are named by the configuration rather than by the metadata log, so that the controller may have another
     * port after each start.
     */
    private static Map<String, Object> node(Path logs, BrokerCluster cluster, int node) {
        BrokerCluster.Node at = cluster.node(node);
        String broker = BROKER_LISTENER + "://" + Ports.HOST + ":" + at.port();
        String controller = CONTROLLER_LISTENER + "://" + Ports.HOST + ":" + at.controllerPort();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                node,
                "controller.quorum.voters",
                cluster.voters(),
                "listeners",
                broker + "," + controller,
                "advertised.listeners",
                broker,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                BROKER_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "inter.broker.listener.name",
                BROKER_LISTENER,
                "log.dirs",
                logs.toString(),
                "auto.create.topics.enable",
                false);
    }

    private static Map<String, Object> replication(int replicas, int inSyncMin) {
        return Map.of(
                "default.replication.factor", replicas,
                "min.insync.replicas", inSyncMin,
                "offsets.topic.replication.factor", replicas,
                "offsets.topic.num.partitions", 4,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", inSyncMin,
                "transaction.state.log.num.partitions", 4,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", inSyncMin,
                "share.coordinator.state.topic.num.partitions", 2);
    }

    /**
     * After a crash the controller refuses the broker while the session of the one that crashed may be alive; the broker asks
     * again after 0.1, 0.3, 0.7, 1.5 and 3.1 s. A pause of the process longer than a session costs a new election. After a
     * controlled shutdown there is no session to wait for. Services that are killed are replaced within seconds, if the broker
     * allows sessions so short and looks often enough for transactions that nobody will end ({@link #ABORT_INTERVAL_MS}).
     */
    private static Map<String, Object> quickness() {
        return Map.of(
                "controlled.shutdown.enable", true,
                "broker.session.timeout.ms", 2_900,
                "broker.heartbeat.interval.ms", 500,
                "metadata.max.idle.interval.ms", 5_000,
                "group.min.session.timeout.ms", 500,
                "add.partitions.to.txn.retry.backoff.ms", 2,
                "group.initial.rebalance.delay.ms", 0,
                "group.streams.initial.rebalance.delay.ms", 0);
    }

    private static Map<String, Object> size() {
        return Map.of(
                "message.max.bytes",
                RECORD_BYTES_MAX,
                "num.network.threads",
                2,
                "num.io.threads",
                4,
                "background.threads",
                2,
                "group.coordinator.threads",
                1,
                "log.segment.bytes",
                SEGMENT_BYTES,
                "log.index.size.max.bytes",
                INDEX_BYTES_MAX,
                "log.cleaner.dedupe.buffer.size",
                CLEANER_BUFFER_BYTES);
    }
}

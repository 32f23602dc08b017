package dev.swarmlog.standalone;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka node inside this process, broker and KRaft controller: mostly the whole cluster, on the loopback interface.
 * What it acknowledged is there again after a restart on the same folder, however it ended.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final AutoCloseable folder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers, AutoCloseable folder) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
    }

    /** A broker with nothing in it, on a free port, which leaves nothing behind: for tests. */
    public static EmbeddedBroker temporary() {
        return temporary(Map.of());
    }

    /** The same with some of Kafka's own settings changed. */
    public static EmbeddedBroker temporary(Map<String, String> overrides) {
        DataFolder folder = DataFolder.temporary();
        return start(folder, BrokerCluster.alone(Ports.free()), 1, overrides, folder);
    }

    /**
     * Starts on what the folder holds; the folder stays the caller's.
     *
     * @param port 0 for any free one
     */
    public static EmbeddedBroker start(DataFolder folder, int port) {
        return start(folder, BrokerCluster.alone(Ports.claim(port, "Kafka")), 1, Map.of(), () -> {});
    }

    /** Starts one of several nodes; returns once enough of the others are there. The first has the number 1. */
    public static EmbeddedBroker start(DataFolder folder, BrokerCluster cluster, int node) {
        Ports.claim(cluster.node(node).port(), "Kafka");
        return start(folder, cluster, node, Map.of(), () -> {});
    }

    private static EmbeddedBroker start(
            DataFolder folder,
            BrokerCluster cluster,
            int node,
            Map<String, String> overrides,
            AutoCloseable afterwards) {
        Map<String, Object> settings = BrokerSettings.of(folder.brokerLogs(), cluster, node);
        settings.putAll(overrides);
        formatOnce(folder.brokerLogs(), cluster.id(), node);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, cluster.bootstrapServers(), afterwards);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        try {
            folder.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void formatOnce(Path logs, String clusterId, int node) {
        if (Files.exists(logs.resolve(BrokerSettings.LAID_OUT))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(node)
                    .setClusterId(clusterId)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(logs.toString())
                    .addDirectory(logs.toString())
                    .run();
        } catch (Exception e) {
            throw new CannotStartException("cannot lay out the broker's folder " + logs + ": " + e.getMessage(), e);
        }
    }
}

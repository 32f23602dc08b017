package dev.swarmlog.processes;

import dev.swarmlog.standalone.BrokerCluster;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A Kafka cluster of several nodes, each in a process of its own: three replicas, of which two must have each write. */
public final class BrokerNodes implements AutoCloseable {
    private static final String READY = "broker ready";
    private static final int HEAP_MIB = 256;

    private final BrokerCluster cluster;
    private final List<JavaProcess> nodes = new ArrayList<>();

    private BrokerNodes(BrokerCluster cluster) {
        this.cluster = cluster;
    }

    /** Returns when all of them are up. */
    public static BrokerNodes start(Path folder, int count) throws IOException {
        BrokerNodes brokers = new BrokerNodes(BrokerCluster.ofNodes(count));
        try {
            for (int node = 1; node <= count; node++) {
                List<String> arguments = List.of(
                        brokers.cluster.toString(),
                        String.valueOf(node),
                        folder.resolve("broker-" + node).toString());
                brokers.nodes.add(JavaProcess.launch(
                        folder.resolve("broker-" + node + ".out"),
                        new JavaProcess.Plan(HEAP_MIB, BrokerNodes.class, Map.of(), arguments)));
            }
            brokers.nodes.forEach(node -> node.awaitSaid(READY));
            return brokers;
        } catch (RuntimeException | IOException e) {
            brokers.close();
            throw e;
        }
    }

    public String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    public List<JavaProcess> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        // all at once, and hard: nobody reads what they hold any more, and a quorum that shrinks takes its time to
        // leave
        nodes.forEach(JavaProcess::kill);
    }

    static void main(String[] arguments) throws InterruptedException {
        DataFolder folder = DataFolder.open(Path.of(arguments[2]));
        EmbeddedBroker.start(folder, BrokerCluster.parse(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}

package dev.swarmlog.standalone.processes;

import dev.swarmlog.standalone.BrokerCluster;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.JavaProcess.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kafka cluster of several nodes, each in a process of its own: of three replicas two must have each write. The nodes of a cluster
 * that is started again are found by its ports, which therefore are kept with its data.
 */
public final class BrokerNodes implements AutoCloseable {
    /** What a node says when it is up. */
    public static final String READY = "broker ready";

    /** Whose command line has the command of a node; by name, since it stands above all of this. */
    static final String COMMAND_LINE = "dev.swarmlog.cli.Swarmlog";

    private final BrokerCluster cluster;
    private final List<JavaProcess> nodes = new ArrayList<>();

    private BrokerNodes(BrokerCluster cluster) {
        this.cluster = cluster;
    }

    /** A cluster of so many nodes on free ports; returns when all of them are up. */
    public static BrokerNodes start(Path folder, int count, Jvm jvm) throws IOException {
        return start(folder, BrokerCluster.ofNodes(count), jvm);
    }

    /** A cluster that may have run before; returns when all of its nodes are up. */
    public static BrokerNodes start(Path folder, BrokerCluster cluster, Jvm jvm) throws IOException {
        BrokerNodes brokers = new BrokerNodes(cluster);
        try {
            for (int node = 1; node <= cluster.nodes().size(); node++) {
                List<String> arguments = List.of(
                        "cluster",
                        "node",
                        cluster.toString(),
                        String.valueOf(node),
                        folder.resolve("broker-" + node).toString());
                brokers.nodes.add(JavaProcess.launch(
                        folder.resolve("broker-" + node + ".out"), new Plan(jvm, COMMAND_LINE, Map.of(), arguments)));
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

    /**
     * All at once, and hard: what was acknowledged is on their disks, and nodes that leave in order wait for a quorum that is
     * leaving with them.
     */
    @Override
    public void close() {
        nodes.forEach(JavaProcess::kill);
    }
}

package dev.swarmlog.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * The nodes of one Kafka cluster, of which each is broker and controller and knows all others. {@code up} has one; several,
 * in processes of their own, show what a lost broker costs. Their text is for the command line of such a process.
 */
public record BrokerCluster(String id, List<Node> nodes) {
    private static final int REPLICAS_MAX = 3;

    /** Which cluster a folder is of. */
    private static final String KEPT = "cluster";

    /** Where a node listens: as broker, and as controller. */
    public record Node(int port, int controllerPort) {}

    public BrokerCluster {
        nodes = List.copyOf(nodes);
    }

    /** As many nodes as that, on free ports, which they keep when they come back. */
    public static BrokerCluster ofNodes(int count) {
        Set<Integer> ports = new LinkedHashSet<>();
        while (ports.size() < 2 * count) {
            ports.add(Ports.free());
        }
        List<Integer> free = List.copyOf(ports);
        return new BrokerCluster(
                Uuid.randomUuid().toString(),
                IntStream.range(0, count)
                        .mapToObj(node -> new Node(free.get(2 * node), free.get(2 * node + 1)))
                        .toList());
    }

    /** The one node that is a cluster. */
    static BrokerCluster alone(int port) {
        return new BrokerCluster(Uuid.randomUuid().toString(), List.of(new Node(port, Ports.free())));
    }

    /**
     * The cluster whose data a folder keeps, or a new one, which the folder keeps from now on. Nodes are told apart by their
     * numbers and the cluster by its id; ports may be others each time.
     *
     * @param port of the first broker, which the others' follow; 0 for any
     */
    public static BrokerCluster kept(Path folder, int count, int port) {
        BrokerCluster fresh = ofNodes(count);
        List<Node> nodes = IntStream.range(0, count)
                .mapToObj(node -> port == 0
                        ? fresh.nodes().get(node)
                        : new Node(
                                Ports.claim(port + node, "Kafka"),
                                fresh.nodes().get(node).controllerPort()))
                .toList();
        return new BrokerCluster(keptId(folder.resolve(KEPT), fresh.id(), count), nodes);
    }

    private static String keptId(Path file, String freshId, int count) {
        try {
            if (!Files.exists(file)) {
                Files.writeString(file, freshId + " " + count + "\n");
            }
            String[] idAndCount = Files.readString(file).strip().split(" ", 2);
            if (idAndCount.length != 2 || !idAndCount[1].equals(String.valueOf(count))) {
                throw new CannotStartException(
                        file + " is of a cluster of " + idAndCount[idAndCount.length - 1] + " brokers, not " + count
                                + ": start as many, or choose another folder",
                        null);
            }
            return idAndCount[0];
        } catch (IOException e) {
            throw new CannotStartException("cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    /** What {@link #toString} wrote. */
    public static BrokerCluster parse(String text) {
        String[] idAndNodes = text.split("@", 2);
        return new BrokerCluster(
                idAndNodes[0],
                Arrays.stream(idAndNodes[1].split(","))
                        .map(node -> node.split(":"))
                        .map(ports -> new Node(Integer.parseInt(ports[0]), Integer.parseInt(ports[1])))
                        .toList());
    }

    @Override
    public String toString() {
        return nodes.stream()
                .map(node -> node.port() + ":" + node.controllerPort())
                .collect(Collectors.joining(",", id + "@", ""));
    }

    /** Node numbers begin with 1. */
    Node node(int number) {
        return nodes.get(number - 1);
    }

    public String bootstrapServers() {
        return nodes.stream().map(node -> Ports.HOST + ":" + node.port()).collect(Collectors.joining(","));
    }

    String voters() {
        return IntStream.rangeClosed(1, nodes.size())
                .mapToObj(
                        number -> number + "@" + Ports.HOST + ":" + node(number).controllerPort())
                .collect(Collectors.joining(","));
    }

    int replicas() {
        return Math.min(REPLICAS_MAX, nodes.size());
    }

    /** With three replicas a write counts when two have it, so that any one broker may die at any moment. */
    int replicasInSyncMin() {
        return replicas() < REPLICAS_MAX ? 1 : 2;
    }
}

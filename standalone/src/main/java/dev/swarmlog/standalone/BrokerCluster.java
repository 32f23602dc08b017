package dev.swarmlog.standalone;

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

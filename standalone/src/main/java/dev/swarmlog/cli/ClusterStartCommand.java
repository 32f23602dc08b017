package dev.swarmlog.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.cluster.Failure;
import dev.swarmlog.cli.show.Interruption;
import dev.swarmlog.cli.view.Figures;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.standalone.BrokerCluster;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.processes.BrokerNodes;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description = {
            "Start brokers as processes of their own, and a schema registry, until Ctrl-C.",
            "What is in the folder is there again next time."
        },
        footerHeading = "%nExample:%n",
        footer = "  ./swarmlog cluster start --brokers 3")
final class ClusterStartCommand implements Callable<Integer>, KeepsLogs {
    private static final int BROKERS_MAX = 9;
    private static final int HEAP_MIB_MIN = 128;
    private static final Duration LOOK = Duration.ofMillis(500);

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many; with three or more of them any one may die (${DEFAULT-VALUE})")
    private int brokers;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "512",
            description = "Each broker's heap (${DEFAULT-VALUE})")
    private int heapMiB;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        PlaceOptions.inRange("--brokers", brokers, 1, BROKERS_MAX);
        PlaceOptions.inRange("--heap", heapMiB, HEAP_MIB_MIN, Integer.MAX_VALUE);
        int port = place.port(BROKERS_MAX);
        int schemaRegistryPort = place.schemaRegistryPort();
        Path folder = place.folder("swarmlog-cluster");
        Logs.toFile(folder.resolve("swarmlog.log"));
        try (DataFolder kept = DataFolder.open(folder);
                Interruption interruption = Interruption.watch()) {
            return run(kept, port, schemaRegistryPort, interruption);
        } catch (IOException e) {
            throw Failure.because("cannot start the brokers: " + e.getMessage(), e);
        } catch (IllegalStateException e) {
            throw Failure.because("a broker does not start: " + e.getMessage(), e);
        }
    }

    private int run(DataFolder kept, int port, int schemaRegistryPort, Interruption interruption)
            throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        BrokerCluster cluster = BrokerCluster.kept(kept.root(), brokers, port);
        try (BrokerNodes nodes = BrokerNodes.start(kept.root(), cluster, Jvm.lasting(heapMiB));
                EmbeddedSchemaRegistry schemas =
                        EmbeddedSchemaRegistry.start(nodes.bootstrapServers(), schemaRegistryPort)) {
            announce(nodes, schemas, kept.root(), (System.nanoTime() - startNanos) / 1e6);
            List<JavaProcess> alive = new ArrayList<>(nodes.nodes());
            while (!interruption.comesWithin(LOOK)) {
                for (JavaProcess node : nodes.nodes()) {
                    if (!node.isAlive() && alive.remove(node)) {
                        output.note("broker " + (nodes.nodes().indexOf(node) + 1) + " has ended");
                    }
                }
                if (alive.isEmpty()) {
                    throw Failure.because("all brokers have ended; their logs are in " + kept.root());
                }
            }
        }
        if (!output.isJson()) {
            output.line("stopped; the data stays in " + kept.root());
        }
        return 0;
    }

    private void announce(BrokerNodes nodes, EmbeddedSchemaRegistry schemas, Path folder, double startupMs) {
        if (output.isJson()) {
            ObjectNode told = Json.object()
                    .put("bootstrapServers", nodes.bootstrapServers())
                    .put("schemaRegistry", schemas.url())
                    .put("data", folder.toString())
                    .put("startupMs", Math.round(startupMs));
            ArrayNode pids = told.putArray("pids");
            nodes.nodes().forEach(node -> pids.add(node.pid()));
            output.json(told);
            return;
        }
        output.lines(List.of(
                "bootstrap servers  " + nodes.bootstrapServers(),
                "schema registry    " + schemas.url(),
                "processes          "
                        + String.join(
                                ", ",
                                nodes.nodes().stream()
                                        .map(node -> String.valueOf(node.pid()))
                                        .toList()),
                "data               " + folder,
                "ready in " + Figures.seconds(startupMs) + "; Ctrl-C stops all of it"));
    }
}

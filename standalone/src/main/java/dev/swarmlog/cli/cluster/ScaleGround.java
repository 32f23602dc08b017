package dev.swarmlog.cli.cluster;

import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.scale.Installation;
import dev.swarmlog.standalone.DataFolder;
import dev.swarmlog.standalone.processes.BrokerNodes;
import dev.swarmlog.standalone.processes.JavaProcess;
import dev.swarmlog.standalone.processes.JavaProcess.Jvm;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the bench of scale measures: processes on this machine, which leave nothing behind. */
public final class ScaleGround implements Installation {
    private static final int HEAP_MIB = 1_024;

    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
    private final Jvm jvm = Jvm.lasting(HEAP_MIB);
    private final DataFolder folder;
    private final Ground ground;

    private ScaleGround(DataFolder folder, int partitions) throws IOException {
        this.folder = folder;
        try {
            BrokerNodes broker = BrokerNodes.start(folder.root(), 1, jvm);
            stops.push(broker::close);
            processes.put("broker", handle(broker.nodes().getFirst()));
            EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
            stops.push(schemas::close);
            ground = new Ground(broker.bootstrapServers(), schemas.url());
            ServiceProcess router = launch("router", MESSAGES, partitions);
            ServiceProcess registry = launch("registry", BEATS, partitions);
            router.awaitReady();
            registry.awaitReady();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Installation start(int partitions) {
        DataFolder folder = DataFolder.temporary();
        try {
            return new ScaleGround(folder, partitions);
        } catch (IOException | RuntimeException e) {
            throw Failure.because("the processes do not start: " + e.getMessage(), e);
        }
    }

    private ServiceProcess launch(String service, String prefix, int partitions) throws IOException {
        ServiceProcess launched = ServiceProcess.launch(
                new ServiceProcess.Ground(folder.root(), ground.bootstrapServers(), ground.schemaRegistryUrl(), jvm),
                service,
                service,
                settings(service, prefix, partitions));
        stops.push(() -> launched.process().kill());
        processes.put(service, handle(launched.process()));
        return launched;
    }

    private static Map<String, String> settings(String service, String prefix, int partitions) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SWARMLOG_TOPIC_PREFIX", prefix);
        settings.put("SWARMLOG_PARTITIONS", String.valueOf(partitions));
        if (service.equals("router")) {
            // who falls behind while it is new is to catch up, not to refuse
            settings.put("SWARMLOG_ROUTER_WAITING_MAX", "1000000");
        }
        return settings;
    }

    private static ProcessHandle handle(JavaProcess process) {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    @Override
    public Ground ground() {
        return ground;
    }

    @Override
    public Map<String, ProcessHandle> processes() {
        return processes;
    }

    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
        folder.close();
    }
}

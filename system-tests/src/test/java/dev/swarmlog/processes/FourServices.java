package dev.swarmlog.processes;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.processes.ServiceProcess;
import dev.swarmlog.standalone.processes.ServiceProcess.Ground;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The four services, each a process of its own, for a minute; a broker and a schema registry in this one. */
public final class FourServices implements AutoCloseable {
    private final List<Runnable> ends = new ArrayList<>();
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private @Nullable ClusterConfig cluster;

    private FourServices() {}

    private void begin(Path folder, Map<String, String> ofCoordinator) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.temporary();
        ends.addFirst(broker::close);
        EmbeddedSchemaRegistry schemas = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
        ends.addFirst(schemas::close);
        cluster = ClusterConfig.of(broker.bootstrapServers(), schemas.url());
        Ground ground = Ground.brief(folder, broker.bootstrapServers(), schemas.url());
        for (String name : List.of("registry", "router", "saga-engine", "coordinator")) {
            Map<String, String> env = new HashMap<>(name.equals("coordinator") ? ofCoordinator : Map.of());
            env.put("SWARMLOG_REPLICATION_FACTOR", "1");
            ServiceProcess service = ServiceProcess.launch(ground, name, "one", env);
            ends.addFirst(service::close);
            services.put(name, service);
        }
        services.values().forEach(ServiceProcess::awaitReady);
    }

    /** Returns when all are ready; where one does not start, nothing is left running. */
    public static FourServices start(Path folder, Map<String, String> ofCoordinator) throws Exception {
        FourServices services = new FourServices();
        try {
            services.begin(folder, ofCoordinator);
            return services;
        } catch (Exception | AssertionError e) {
            services.close();
            throw e;
        }
    }

    public ClusterConfig cluster() {
        return Objects.requireNonNull(cluster);
    }

    public ServiceProcess engine() {
        return Objects.requireNonNull(services.get("saga-engine"));
    }

    public ServiceProcess coordinator() {
        return Objects.requireNonNull(services.get("coordinator"));
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}

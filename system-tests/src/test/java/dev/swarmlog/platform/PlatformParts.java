package dev.swarmlog.platform;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.ServiceHost;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.saga.SagaService;
import dev.swarmlog.standalone.EmbeddedBroker;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Broker, schema registry, agent-registry and router, each to be reached by itself; ready when started. */
public final class PlatformParts implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final ServiceHost services;
    private final int registryPort;
    private EmbeddedSchemaRegistry registry;

    private PlatformParts(Path folder, Telemetry telemetry, List<Function<Settings, Service>> more)
            throws InterruptedException {
        broker = EmbeddedBroker.temporary();
        registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), 0);
        registryPort = URI.create(registry.url()).getPort();
        Settings settings = Settings.from(Map.of(
                "SWARMLOG_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "SWARMLOG_SCHEMA_REGISTRY", registry.url(),
                "SWARMLOG_REPLICATION_FACTOR", "1",
                "SWARMLOG_HTTP_PORT", "0",
                "SWARMLOG_STATE_DIR", folder.toString()));
        PlatformConfig config = PlatformConfig.from(settings);
        List<Service> wanted =
                new ArrayList<>(List.of(RegistryService.service(settings), RouterService.service(settings)));
        more.forEach(service -> wanted.add(service.apply(settings)));
        services = ServiceHost.start(ServiceContext.of(config, "test").withTelemetry(telemetry), wanted);
        if (!services.awaitReady(Duration.ofSeconds(60))) {
            throw new IllegalStateException("the services are not ready after 60 s");
        }
    }

    public static PlatformParts start(Path folder, Telemetry telemetry) throws InterruptedException {
        return new PlatformParts(folder, telemetry, List.of());
    }

    /** With a saga-engine. */
    public static PlatformParts withSagas(Path folder, Telemetry telemetry) throws InterruptedException {
        return new PlatformParts(folder, telemetry, List.of(SagaService::service));
    }

    public ClusterConfig cluster() {
        return ClusterConfig.of(broker.bootstrapServers(), registry.url());
    }

    public boolean isReady() {
        return services.isReady();
    }

    public void stopSchemaRegistry() {
        registry.close();
    }

    public void startSchemaRegistry() {
        registry = EmbeddedSchemaRegistry.start(broker.bootstrapServers(), registryPort);
    }

    @Override
    public void close() {
        services.close();
        registry.close();
        broker.close();
    }
}

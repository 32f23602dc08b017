package dev.swarmlog.standalone;

import dev.swarmlog.coordinator.CoordinatorService;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.ServiceHost;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.telemetry.LogSettings;
import dev.swarmlog.saga.SagaService;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.standalone.PlatformOptions.Listeners;
import dev.swarmlog.standalone.registry.EmbeddedSchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole platform in this process: broker, schema registry and all services, ready when {@link #start} returns. */
public final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final List<Function<Settings, Service>> SERVICES = List.of(
            RegistryService::service, RouterService::service, SagaService::service, CoordinatorService::service);

    private final Parts parts;
    private final EmbeddedBroker broker;
    private final EmbeddedSchemaRegistry schemaRegistry;
    private final ServiceHost services;
    private final String topicPrefix;

    private Platform(PlatformOptions options, Parts parts) {
        this.parts = parts;
        Listeners ports = claim(options.listeners());
        DataFolder folder =
                parts.add(options.data() == null ? DataFolder.temporary() : DataFolder.open(options.data()));
        Settings settings = Settings.from(environment(options.env(), ports, folder));
        LogSettings.from(settings);
        PlatformConfig config = PlatformConfig.from(settings);
        topicPrefix = config.cluster().topicPrefix();
        List<Service> wanted =
                SERVICES.stream().map(service -> service.apply(settings)).toList();
        settings.check();
        settings.unknown().forEach(LOG::warn);
        // reaches for nothing yet, and loads its classes while the broker waits for its disk
        CompletableFuture<ServiceContext> context =
                CompletableFuture.supplyAsync(() -> ServiceContext.of(config, "swarmlog"));
        parts.add(() -> context.join().close());
        boolean isKept = folder.holdsABroker();
        broker = parts.add(EmbeddedBroker.start(folder, ports.kafka()));
        if (isKept) {
            OpenTransactions.end(
                    broker.bootstrapServers(),
                    wanted.stream().map(service -> topicPrefix + service.name()).toList());
        }
        schemaRegistry = parts.add(EmbeddedSchemaRegistry.start(broker.bootstrapServers(), ports.schemaRegistry()));
        services = parts.add(ServiceHost.start(context.join(), wanted));
    }

    /** Starts everything; where a part cannot start, nothing is left running and the reason thrown. */
    public static Platform start(PlatformOptions options) {
        Parts parts = new Parts();
        try {
            Platform platform = new Platform(options, parts);
            platform.awaitReady();
            return platform;
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** All or nothing, before anything is touched. */
    private static Listeners claim(Listeners wanted) {
        return new Listeners(
                Ports.claim(wanted.kafka(), "Kafka"),
                Ports.claim(wanted.schemaRegistry(), "the schema registry"),
                Ports.claim(wanted.http(), "HTTP"));
    }

    /** What the caller sets, but for what follows from where the platform runs and for how to reach other clusters. */
    private static Map<String, String> environment(Map<String, String> given, Listeners ports, DataFolder folder) {
        Map<String, String> env = new HashMap<>(given);
        env.keySet().removeIf(name -> name.startsWith("SWARMLOG_KAFKA_"));
        env.remove("SWARMLOG_SCHEMA_REGISTRY_AUTH");
        env.put("SWARMLOG_BOOTSTRAP_SERVERS", Ports.HOST + ":" + ports.kafka());
        env.put("SWARMLOG_SCHEMA_REGISTRY", "http://" + Ports.HOST + ":" + ports.schemaRegistry());
        env.put("SWARMLOG_HTTP_HOST", Ports.HOST);
        env.put("SWARMLOG_HTTP_PORT", String.valueOf(ports.http()));
        env.put("SWARMLOG_REPLICATION_FACTOR", "1");
        env.put("SWARMLOG_STATE_DIR", folder.servicesState().toString());
        env.put("SWARMLOG_INSTANCE_ID", "standalone");
        env.putIfAbsent("SWARMLOG_PARTITIONS", String.valueOf(Topics.PARTITIONS_OF_ONE_MACHINE));
        env.putIfAbsent("SWARMLOG_SESSION_MS", String.valueOf(PlatformConfig.SESSION_MS_OF_ONE_PROCESS));
        // what they wait for is in this process: a slow answer tells of a busy machine, not of nobody there
        env.putIfAbsent("SWARMLOG_START_TIMEOUT_MS", String.valueOf(READY.toMillis()));
        // there is nobody to hold one, and Streams would say so each time
        env.putIfAbsent("SWARMLOG_REGISTRY_STANDBYS", "0");
        env.putIfAbsent("SWARMLOG_SAGA_ENGINE_STANDBYS", "0");
        return env;
    }

    private void awaitReady() {
        try {
            if (!services.awaitReady(READY)) {
                throw new CannotStartException("the services are not ready after " + READY.toSeconds() + " s", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStartException("interrupted while the services started", e);
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String schemaRegistryUrl() {
        return schemaRegistry.url();
    }

    public String topicPrefix() {
        return topicPrefix;
    }

    public String httpUrl() {
        return services.http().uri().toString();
    }

    /** Waits until a service gives up for good, and says why. */
    public Throwable awaitFailure() throws InterruptedException {
        return services.awaitFailure();
    }

    /** Stops the services, then what they stand on. Doing it twice does no harm. */
    @Override
    public void close() {
        parts.close();
    }
}

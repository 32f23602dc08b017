package dev.swarmlog.bench;

import dev.swarmlog.runtime.PlatformConfig;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.ServiceHost;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.Wire;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Services as they run in production, by their defaults, on an installation of their own; and what they counted so far. */
public final class ServiceRun implements AutoCloseable {
    private static final List<String> TUNABLE = List.of(
            "SWARMLOG_REGISTRY_",
            "SWARMLOG_ROUTER_",
            "SWARMLOG_SAGA_ENGINE_",
            "SWARMLOG_COORDINATOR_",
            "SWARMLOG_KAFKA_",
            "SWARMLOG_PARTITIONS",
            "SWARMLOG_SESSION_MS");
    private static final Duration READY = Duration.ofSeconds(60);

    private final ServiceContext context;
    private final ServiceHost host;
    private final Path state;

    private ServiceRun(ServiceContext context, ServiceHost host, Path state) {
        this.context = context;
        this.host = host;
        this.state = state;
    }

    /** One service on topics of this prefix. */
    public static ServiceRun start(Ground ground, String prefix, Function<Settings, Service> factory)
            throws InterruptedException {
        return start(ground, prefix, List.of(factory));
    }

    /** Services on topics of this prefix, in one process as those of {@code up} are. */
    public static ServiceRun start(Ground ground, String prefix, List<Function<Settings, Service>> factories)
            throws InterruptedException {
        Path state = temporaryFolder();
        Settings settings = Settings.from(environment(ground, prefix, state));
        List<Service> services =
                factories.stream().map(factory -> factory.apply(settings)).toList();
        PlatformConfig config = PlatformConfig.from(settings);
        settings.check();
        ServiceContext context = ServiceContext.of(config, "bench");
        ServiceRun run = new ServiceRun(context, ServiceHost.start(context, services), state);
        if (!run.host.awaitReady(READY)) {
            run.close();
            throw new IllegalStateException(services.getFirst().name() + " is not ready after " + READY);
        }
        return run;
    }

    private static Map<String, String> environment(Ground ground, String prefix, Path state) {
        Map<String, String> env = new HashMap<>(setFromOutside());
        env.put("SWARMLOG_BOOTSTRAP_SERVERS", ground.bootstrapServers());
        env.put("SWARMLOG_SCHEMA_REGISTRY", ground.schemaRegistryUrl());
        env.put("SWARMLOG_TOPIC_PREFIX", prefix);
        env.put("SWARMLOG_HTTP_PORT", "0");
        env.put("SWARMLOG_STATE_DIR", state.toString());
        env.put("SWARMLOG_INSTANCE_ID", "bench");
        // what it waits for runs on the same machine: a slow answer tells of a busy one, not of nobody there
        env.put("SWARMLOG_START_TIMEOUT_MS", String.valueOf(READY.toMillis()));
        env.putIfAbsent("SWARMLOG_PARTITIONS", String.valueOf(Topics.PARTITIONS_OF_ONE_MACHINE));
        env.putIfAbsent("SWARMLOG_SESSION_MS", String.valueOf(PlatformConfig.SESSION_MS_OF_ONE_PROCESS));
        // there is nobody to hold one, as in a platform of one process
        env.putIfAbsent("SWARMLOG_SAGA_ENGINE_STANDBYS", "0");
        return env;
    }

    /** Settings that are not the defaults: to try them out, and to be told with what was found. */
    public static Map<String, String> setFromOutside() {
        Map<String, String> set = new TreeMap<>(System.getenv());
        set.keySet().removeIf(name -> TUNABLE.stream().noneMatch(name::startsWith));
        return set;
    }

    /** Topics and serdes of its installation. */
    public Wire wire() {
        return context.wire();
    }

    /** Where it answers. */
    public URI http() {
        return host.http().uri();
    }

    /** What all counters of this name say together, whatever their tags. */
    public double counted(String name) {
        return context.meters().find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    public double counted(String name, String tag, String value) {
        return context.meters().find(name).tag(tag, value).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** What a gauge of the name says of this tag. */
    public double gauged(String name, String tag, String value) {
        return context.meters().find(name).tag(tag, value).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    /** What all gauges of this name say together. */
    public double gauged(String name) {
        return context.meters().find(name).gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    @Override
    public void close() {
        host.close();
        context.close();
        delete(state);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("swarmlog-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.swarmlog.runtime;

import dev.swarmlog.runtime.telemetry.Meters;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Topics;
import dev.swarmlog.schemas.wire.HttpSchemaRegistry;
import dev.swarmlog.schemas.wire.InMemorySchemaRegistry;
import dev.swarmlog.schemas.wire.RegistryAddress;
import dev.swarmlog.schemas.wire.RegistryTimes;
import dev.swarmlog.schemas.wire.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** What the services of one process share. */
public record ServiceContext(PlatformConfig config, Wire wire, Telemetry telemetry, MeterRegistry meters)
        implements AutoCloseable {

    /** Shorter than a stream may stand still without a word; who asks tries again. */
    private static final RegistryTimes REGISTRY_TIMES = new RegistryTimes(
            Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofMillis(100), Duration.ofSeconds(10));

    /** The context of a process that calls itself by the name in its traces. */
    public static ServiceContext of(PlatformConfig config, String processName) {
        var cluster = config.cluster();
        var registry = new HttpSchemaRegistry(
                RegistryAddress.of(cluster.schemaRegistry(), cluster.schemaRegistryAuth()), REGISTRY_TIMES);
        var tracing = config.tracing();
        return new ServiceContext(
                config,
                new Wire(new Topics(cluster.topicPrefix(), cluster.partitions()), registry),
                Telemetry.exportingTo(tracing.otlpEndpoint(), processName, tracing.share()),
                Meters.ofThisProcess());
    }

    /** Reaches nothing outside the process: for topologies in tests and replays. */
    public static ServiceContext offline() {
        return new ServiceContext(
                PlatformConfig.defaults(),
                new Wire(new Topics(""), new InMemorySchemaRegistry()),
                Telemetry.off(),
                new SimpleMeterRegistry());
    }

    public Topics topics() {
        return wire.topics();
    }

    public ServiceContext withTelemetry(Telemetry other) {
        return new ServiceContext(config, wire, other, meters);
    }

    @Override
    public void close() {
        telemetry.close();
        meters.close();
    }
}

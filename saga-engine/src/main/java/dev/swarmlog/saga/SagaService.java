package dev.swarmlog.saga;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.agent.sagas.SagaHistory;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.history.Lineage;
import dev.swarmlog.saga.history.Packed;
import dev.swarmlog.saga.http.Engine;
import dev.swarmlog.saga.http.SagaRoutes;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The saga-engine as a service of a process. */
public final class SagaService {
    public static final String NAME = "saga-engine";

    /** State, timers and commands of a saga commit together; a step's latency is at least this. */
    private static final int COMMIT_MS = 20;

    /** What it holds may be large, and everything waits for it. */
    private static final int STANDBYS = 1;

    private static final Duration HISTORY_READ_MAX = Duration.ofMinutes(2);

    private SagaService() {}

    public static Service service(Settings settings) {
        Definitions reader = new Definitions();
        SagaConfig config = SagaConfig.from(settings);
        // A client that is built anew goes on counting where the one before it stopped.
        Map<MeterRegistry, SagaMeters> meters = new ConcurrentHashMap<>();
        AtomicReference<@Nullable SagaClient> client = new AtomicReference<>();
        return Service.of(
                        NAME,
                        StreamsTuning.exactlyOnce(COMMIT_MS)
                                .withStandbys(STANDBYS)
                                .inAnyOrder()
                                .orAsSet(settings, "SWARMLOG_SAGA_ENGINE_"),
                        context -> new SagaTopology(new SagaProcessor.Parts(
                                        config,
                                        context.wire(),
                                        new Deployments(
                                                source -> read(reader, source),
                                                SagaLimits.DEFAULT,
                                                config.definitionsMax()),
                                        context.telemetry().spans("dev.swarmlog.saga"),
                                        meters.computeIfAbsent(context.meters(), SagaMeters::new),
                                        () -> AheadWriter.open(context),
                                        new Haste()))
                                .build())
                .withRoutes((routes, running) -> new SagaRoutes(
                                StatusProcessor.index(running),
                                () -> engine(client(client, running.context()), running.context()))
                        .addTo(routes))
                .withOnClose(() -> {
                    SagaClient open = client.getAndSet(null);
                    if (open != null) {
                        open.close();
                    }
                });
    }

    /** Connected when somebody first needs it. */
    private static SagaClient client(AtomicReference<@Nullable SagaClient> held, ServiceContext context) {
        SagaClient open = held.get();
        if (open != null) {
            return open;
        }
        SagaClient made = SagaClient.connect(cluster(context));
        if (held.compareAndSet(null, made)) {
            return made;
        }
        made.close();
        return Objects.requireNonNull(held.get(), "somebody else connected");
    }

    private static ClusterConfig cluster(ServiceContext context) {
        var cluster = context.config().cluster();
        return new ClusterConfig(
                cluster.bootstrapServers(),
                context.wire().registry(),
                cluster.topicPrefix(),
                cluster.kafka(),
                context.telemetry().openTelemetry());
    }

    private static Engine engine(SagaClient client, ServiceContext context) {
        return new Engine() {
            @Override
            public String freshId() {
                return client.freshId();
            }

            @Override
            public CompletableFuture<Reply> ask(SagaCommand.Builder command) {
                return client.ask(command);
            }

            @Override
            public List<ByteBuffer> history(String sagaId) {
                var events = context.wire().serde(context.topics().sagaEvents).deserializer();
                List<byte[]> lineage = new Lineage(
                                id -> SagaHistory.read(cluster(context), id, HISTORY_READ_MAX),
                                value -> events.deserialize(
                                        context.topics().sagaEvents.name(), value))
                        .of(sagaId);
                return lineage.isEmpty() ? List.of() : Packed.pack(lineage);
            }
        };
    }

    /** YAML reads JSON as well, so what it is called does not matter. */
    static Definition read(Definitions definitions, String source) {
        return switch (definitions.validate(source)) {
            case Validation.Valid(Definition definition) -> definition;
            case Validation.Invalid invalid ->
                throw new IllegalArgumentException(invalid.problems().toString());
        };
    }
}

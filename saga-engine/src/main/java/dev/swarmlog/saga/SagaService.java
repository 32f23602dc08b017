package dev.swarmlog.saga;

import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.runtime.RunningService;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.runtime.store.Haste;
import dev.swarmlog.runtime.wiring.TopicCopy;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.http.DefinitionRoutes;
import dev.swarmlog.saga.http.HistoryRoutes;
import dev.swarmlog.saga.http.SagaIndex;
import dev.swarmlog.saga.http.SagaRoutes;
import dev.swarmlog.v1.SagaStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The saga-engine as a service of a process. */
public final class SagaService {
    public static final String NAME = "saga-engine";

    /** State, timers and commands of a saga commit together: after so long at the latest, where the engine never rests. */
    private static final int COMMIT_MS = 40;

    /** What it holds may be large, and everything waits for it. */
    private static final int STANDBYS = 1;

    private SagaService() {}

    public static Service service(Settings settings) {
        Definitions reader = new Definitions();
        SagaConfig config = SagaConfig.from(settings);
        // A client that is built anew goes on counting where the one before it stopped.
        Map<MeterRegistry, SagaMeters> meters = new ConcurrentHashMap<>();
        AtomicReference<@Nullable SagaClient> client = new AtomicReference<>();
        LiveDeployments deployments = new LiveDeployments();
        return Service.of(
                        NAME,
                        StreamsTuning.exactlyOnce(COMMIT_MS)
                                .withStandbys(STANDBYS)
                                .inAnyOrder()
                                .orAsSet(settings, "SWARMLOG_SAGA_ENGINE_"),
                        context -> new SagaTopology(new SagaProcessor.Parts(
                                        config,
                                        context.wire(),
                                        deployments.renew(new Deployments(
                                                source -> read(reader, source),
                                                SagaLimits.DEFAULT,
                                                config.definitionsMax())),
                                        context.telemetry().spans("dev.swarmlog.saga"),
                                        meters.computeIfAbsent(context.meters(), SagaMeters::new),
                                        AheadLog.of(context)::writer,
                                        new Haste()))
                                .build())
                .withGroups(running -> {
                    SagaIndex index = index(running);
                    SagaLog log = new SagaLog(running.context(), reader, deployments);
                    return List.of(
                            new SagaRoutes(index, () -> log.engine(client(client, running.context()))),
                            new HistoryRoutes(index, log),
                            new DefinitionRoutes(log));
                })
                .withOnClose(() -> {
                    SagaClient open = client.getAndSet(null);
                    if (open != null) {
                        open.close();
                    }
                });
    }

    private static SagaIndex index(RunningService running) {
        TopicCopy<SagaStatus> copy =
                TopicCopy.of(running, SagaTopology.INDEX, running.context().topics().sagaStatus, "the sagas");
        return new SagaIndex() {
            @Override
            public @Nullable SagaStatus get(String sagaId) {
                return copy.get(sagaId);
            }

            @Override
            public void behind(String cursor, Viewer viewer) {
                copy.behind(cursor, viewer::see);
            }
        };
    }

    /** Connected when somebody first needs it. */
    private static SagaClient client(AtomicReference<@Nullable SagaClient> held, ServiceContext context) {
        SagaClient open = held.get();
        if (open != null) {
            return open;
        }
        SagaClient made = SagaClient.connect(SagaLog.cluster(context));
        if (held.compareAndSet(null, made)) {
            return made;
        }
        made.close();
        return Objects.requireNonNull(held.get(), "somebody else connected");
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

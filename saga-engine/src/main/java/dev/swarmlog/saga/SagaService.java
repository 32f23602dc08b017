package dev.swarmlog.saga;

import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.definition.Validation;
import dev.swarmlog.saga.deployed.Deployments;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The saga-engine as a service of a process. */
public final class SagaService {
    public static final String NAME = "saga-engine";

    /** State, timers and commands of a saga commit together; a step's latency is at least this. */
    private static final int COMMIT_MS = 20;

    /** What it holds may be large, and everything waits for it. */
    private static final int STANDBYS = 1;

    private SagaService() {}

    public static Service service(Settings settings) {
        Definitions reader = new Definitions();
        SagaConfig config = SagaConfig.from(settings);
        // A client that is built anew goes on counting where the one before it stopped.
        Map<MeterRegistry, SagaMeters> meters = new ConcurrentHashMap<>();
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
                                        source -> read(reader, source), SagaLimits.DEFAULT, config.definitionsMax()),
                                context.telemetry().spans("dev.swarmlog.saga"),
                                meters.computeIfAbsent(context.meters(), SagaMeters::new)))
                        .build());
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

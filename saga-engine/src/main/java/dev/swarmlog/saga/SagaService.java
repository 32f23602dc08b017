package dev.swarmlog.saga;

import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;

/** The saga-engine as a service of a process. */
public final class SagaService {
    public static final String NAME = "saga-engine";

    /** State, timers and commands of a saga commit together; a step's latency is at least this. */
    private static final int COMMIT_MS = 25;

    private SagaService() {}

    public static Service service(Settings settings) {
        return Service.of(
                NAME,
                StreamsTuning.exactlyOnce(COMMIT_MS).orAsSet(settings, "SWARMLOG_SAGA_ENGINE_"),
                context -> SagaTopology.build());
    }
}

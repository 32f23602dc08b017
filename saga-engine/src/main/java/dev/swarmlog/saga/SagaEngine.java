package dev.swarmlog.saga;

import dev.swarmlog.runtime.ServiceMain;

/** The saga-engine as a process. */
public final class SagaEngine {
    private SagaEngine() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(System.getenv(), SagaService::service));
    }
}

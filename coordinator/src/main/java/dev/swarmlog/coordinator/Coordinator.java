package dev.swarmlog.coordinator;

import dev.swarmlog.runtime.ServiceMain;

/** The coordinator as a process. */
public final class Coordinator {
    private Coordinator() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(System.getenv(), CoordinatorService::service));
    }
}

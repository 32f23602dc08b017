package dev.swarmlog.registry;

import dev.swarmlog.runtime.ServiceMain;

/** The registry as a process. */
public final class AgentRegistry {
    private AgentRegistry() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(System.getenv(), RegistryService::service));
    }
}

package dev.swarmlog.router;

import dev.swarmlog.runtime.ServiceMain;

/** The router as a process. */
public final class Router {
    private Router() {}

    public static void main(String[] args) {
        System.exit(ServiceMain.run(System.getenv(), RouterService::service));
    }
}

package dev.swarmlog.router;

import dev.swarmlog.router.http.RuleRoutes;
import dev.swarmlog.runtime.Service;
import dev.swarmlog.runtime.StreamsTuning;
import dev.swarmlog.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The router as a service of a process. */
public final class RouterService {
    public static final String NAME = "router";

    /** What is answered sooner costs no write of state; what is not committed a crash repeats, so {@link CommitLull}. */
    private static final int COMMIT_MS = 5_000;

    private RouterService() {}

    public static Service service(Settings settings) {
        RouterConfig config = RouterConfig.from(settings);
        // A client that is built anew goes on counting where the one before it stopped.
        Map<MeterRegistry, RouterMeters> meters = new ConcurrentHashMap<>();
        RouterSight sight = new RouterSight();
        return Service.of(
                        NAME,
                        StreamsTuning.atLeastOnce(COMMIT_MS).orAsSet(settings, "SWARMLOG_ROUTER_"),
                        context -> RouterTopology.build(
                                config, context, meters.computeIfAbsent(context.meters(), RouterMeters::new), sight))
                .withGroups(running -> List.of(new RuleRoutes(sight.rules(config, running))));
    }
}

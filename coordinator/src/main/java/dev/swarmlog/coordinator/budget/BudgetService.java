package dev.swarmlog.coordinator.budget;

import dev.swarmlog.agent.budgets.BudgetClient;
import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.schemas.wire.Wire;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What budgets bring to the coordinator: a part of its topology, and a group of routes. */
public final class BudgetService implements AutoCloseable {
    private final BudgetIndex index = new BudgetIndex();

    /** Of a process there is one; a client that is built anew goes on counting where the one before it stopped. */
    private final Map<MeterRegistry, BudgetMeters> meters = new ConcurrentHashMap<>();

    private @Nullable ClusterConfig reach;
    private @Nullable BudgetClient client;

    public BudgetTopology topology(Wire wire, MeterRegistry registry) {
        return new BudgetTopology(wire, meters.computeIfAbsent(registry, BudgetMeters::new), index);
    }

    public synchronized void open(ClusterConfig cluster) {
        reach = cluster;
    }

    public RouteGroup routes() {
        return new BudgetRoutes(index, this::client);
    }

    /** Connected when somebody first needs it. */
    private synchronized BudgetClient client() {
        if (reach == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
        }
        if (client == null) {
            client = BudgetClient.connect(reach);
        }
        return client;
    }

    @Override
    public synchronized void close() {
        reach = null;
        if (client != null) {
            client.close();
            client = null;
        }
    }
}

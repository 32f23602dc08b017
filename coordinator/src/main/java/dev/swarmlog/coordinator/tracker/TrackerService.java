package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.CommandClient;
import dev.swarmlog.coordinator.tracker.definition.Catalogue;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.ImprovementCommand;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tracker brings to the coordinator: a part of its topology, and a group of routes. */
public final class TrackerService implements AutoCloseable {
    private final TrackerConfig config;
    private final Catalogue catalogue = new Catalogue();
    private final TrackIndex index = new TrackIndex();

    /** Of a process there is one; a client that is built anew goes on counting where the one before it stopped. */
    private final Map<MeterRegistry, TrackerMeters> meters = new ConcurrentHashMap<>();

    private @Nullable ClusterConfig reach;
    private @Nullable CommandClient<ImprovementCommand> client;

    private TrackerService(TrackerConfig config) {
        this.config = config;
    }

    public static TrackerService of(Settings settings) {
        return new TrackerService(TrackerConfig.from(settings));
    }

    public TrackerTopology topology(Wire wire, MeterRegistry registry) {
        return new TrackerTopology(
                config, wire, meters.computeIfAbsent(registry, TrackerMeters::new), catalogue, index);
    }

    public synchronized void open(ClusterConfig cluster) {
        reach = cluster;
    }

    public RouteGroup routes() {
        return new ImprovementRoutes(index, this::client);
    }

    /** Connected when somebody first needs it. */
    private synchronized CommandClient<ImprovementCommand> client() {
        if (reach == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
        }
        if (client == null) {
            client = CommandClient.connect(
                    reach, "swarmlog-improvements", reach.wire().topics().improvementCommands);
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

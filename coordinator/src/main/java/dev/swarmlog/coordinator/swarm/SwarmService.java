package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.coordinator.swarm.definition.SwarmReader;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.RouteGroup;
import dev.swarmlog.runtime.settings.Settings;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SwarmFrame;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** What swarms bring to the coordinator: a part of its topology, threads, and a group of routes. */
public final class SwarmService implements AutoCloseable, SwarmRoutes.Door {
    private final SwarmConfig config;
    private final SwarmReader reader = new SwarmReader();
    private final SwarmIndex index = new SwarmIndex();

    /** Of a process there is one; a client that is built anew goes on counting where the one before it stopped. */
    private final Map<MeterRegistry, SwarmMeters> meters = new ConcurrentHashMap<>();

    private @Nullable Slices slices;
    private @Nullable ClusterConfig reach;
    private @Nullable SwarmClient client;

    private SwarmService(SwarmConfig config) {
        this.config = config;
    }

    public static SwarmService of(Settings settings) {
        return new SwarmService(SwarmConfig.from(settings));
    }

    /** Threads outlive the Streams client, which may be built anew. */
    public synchronized SwarmTopology topology(Wire wire, MeterRegistry registry) {
        Slices threads = slices;
        if (threads == null) {
            threads = Slices.onThreads(config.threads());
            slices = threads;
        }
        return new SwarmTopology(
                wire,
                new SwarmProcessor.Parts(
                        wire, config, reader, threads, meters.computeIfAbsent(registry, SwarmMeters::new)),
                index);
    }

    public synchronized void open(ClusterConfig cluster) {
        reach = cluster;
    }

    public RouteGroup routes() {
        return new SwarmRoutes(index, reader, this);
    }

    /** Connected when somebody first needs it. */
    @Override
    public synchronized SwarmClient client() {
        if (client == null) {
            client = SwarmClient.connect(reach());
        }
        return client;
    }

    private synchronized ClusterConfig reach() {
        if (reach == null) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE.getCode(), "the front door is not open yet");
        }
        return reach;
    }

    @Override
    public AutoCloseable frames(String swarmId, Consumer<SwarmFrame> to) {
        ClusterConfig cluster = reach();
        Topic<SwarmFrame> topic = cluster.wire().topics().swarmPositions;
        Deserializer<SwarmFrame> values = cluster.wire().serde(topic).deserializer();
        LogReader frames = LogReader.open(cluster, "swarmlog-swarm-positions");
        int count = frames.partitionsOf(topic.name());
        int partition = Utils.toPositive(Utils.murmur2(swarmId.getBytes(StandardCharsets.UTF_8))) % count;
        frames.readFromEnd(List.of(new TopicPartition(topic.name(), partition)));
        frames.start(
                record -> {
                    if (swarmId.equals(record.key()) && record.value() != null) {
                        to.accept(values.deserialize(topic.name(), record.value()));
                    }
                },
                false);
        return frames;
    }

    @Override
    public synchronized void close() {
        reach = null;
        if (client != null) {
            client.close();
            client = null;
        }
        if (slices != null) {
            slices.close();
            slices = null;
        }
    }
}

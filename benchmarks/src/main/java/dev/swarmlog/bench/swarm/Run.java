package dev.swarmlog.bench.swarm;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.swarms.SwarmClient;
import dev.swarmlog.bench.Ground;
import dev.swarmlog.bench.Pauses;
import dev.swarmlog.bench.ServiceRun;
import dev.swarmlog.coordinator.CoordinatorService;
import dev.swarmlog.coordinator.swarm.Audit;
import dev.swarmlog.registry.RegistryService;
import dev.swarmlog.router.RouterService;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SwarmCommand;
import dev.swarmlog.v1.SwarmCommandKind;
import dev.swarmlog.v1.SwarmStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Services that swarms need, on an installation of their own, and who starts swarms and looks at them. */
final class Run implements AutoCloseable {
    private static final int SECONDS_MAX = 300;
    private static final Duration TOLD = Duration.ofSeconds(10);

    private final ClusterConfig config;
    private final ServiceRun services;
    private final SwarmClient client;
    private final LogReader statuses;
    private final Map<String, SwarmStatus> latest = new ConcurrentHashMap<>();

    private Run(ClusterConfig config, ServiceRun services) {
        this.config = config;
        this.services = services;
        client = SwarmClient.connect(config);
        Topic<SwarmStatus> topic = config.wire().topics().swarmStatus;
        Deserializer<SwarmStatus> values = config.wire().serde(topic).deserializer();
        statuses = LogReader.open(config, "bench-swarm-status");
        statuses.readFromEnd(partitions(statuses, topic));
        statuses.start(
                record -> {
                    if (record.value() != null) {
                        latest.put(record.key(), values.deserialize(topic.name(), record.value()));
                    }
                },
                false);
    }

    static Run start(Ground ground, String prefix) throws InterruptedException {
        ServiceRun services = ServiceRun.start(
                ground, prefix, List.of(RegistryService::service, RouterService::service, CoordinatorService::service));
        try {
            return new Run(
                    ClusterConfig.of(ground.bootstrapServers(), ground.schemaRegistryUrl())
                            .withTopicPrefix(prefix),
                    services);
        } catch (RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** The future holds how it ended. */
    CompletableFuture<Reply> begin(String swarmId, String source) {
        return client.ask(command(SwarmCommandKind.START, swarmId).setSource(source));
    }

    CompletableFuture<Reply> tell(SwarmCommand.Builder command) {
        return client.ask(command);
    }

    static SwarmCommand.Builder command(SwarmCommandKind kind, String swarmId) {
        return SwarmCommand.newBuilder().setKind(kind).setSwarmId(swarmId).setSentAtMs(0);
    }

    /** Null before it was told of. */
    @Nullable
    SwarmStatus status(String swarmId) {
        return latest.get(swarmId);
    }

    /** What was told of one whose end was answered. */
    SwarmStatus ended(String swarmId) throws InterruptedException {
        Pauses.until("the end of " + swarmId, TOLD, () -> hasEnded(latest.get(swarmId)));
        return Objects.requireNonNull(latest.get(swarmId));
    }

    private static boolean hasEnded(@Nullable SwarmStatus status) {
        return status != null && status.getEndedAtMs() > 0;
    }

    /** Whether all is accounted for, as the topics say. */
    Audit.Finding audit(String swarmId) throws InterruptedException {
        Audit audit = new Audit();
        read(config.wire().topics().swarmCommands, swarmId, audit::add);
        read(config.wire().topics().swarmResults, swarmId, audit::add);
        return audit.finding();
    }

    private <V extends SpecificRecord> void read(Topic<V> topic, String swarmId, Consumer<V> to)
            throws InterruptedException {
        try (LogReader reader = LogReader.open(config, "bench-swarm-audit");
                Deserializer<V> values = config.wire().serde(topic).deserializer()) {
            reader.readFromBeginning(partitions(reader, topic));
            reader.start(
                    record -> {
                        if (swarmId.equals(record.key()) && record.value() != null) {
                            to.accept(values.deserialize(topic.name(), record.value()));
                        }
                    },
                    false);
            reader.caughtUp().get(SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(topic.name() + " could not be read", e);
        }
    }

    private static List<TopicPartition> partitions(LogReader reader, Topic<?> topic) {
        return IntStream.range(0, reader.partitionsOf(topic.name()))
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
    }

    /** Waits for an answer that must be a good one. */
    static void well(CompletableFuture<Reply> asked) throws InterruptedException {
        try {
            Reply reply = asked.get(SECONDS_MAX, TimeUnit.SECONDS);
            if (reply.getStatus() != ReplyStatus.COMPLETED) {
                throw new IllegalStateException(reply.getStatus() + ": " + reply.getError());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer", e);
        }
    }

    @Override
    public void close() {
        statuses.close();
        client.close();
        services.close();
    }
}

package dev.swarmlog.saga;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.ClusterException;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.sagas.SagaClient;
import dev.swarmlog.agent.sagas.SagaHistory;
import dev.swarmlog.runtime.ServiceContext;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.saga.core.definition.Definition;
import dev.swarmlog.saga.definition.Definitions;
import dev.swarmlog.saga.deployed.Deployed;
import dev.swarmlog.saga.deployed.Deployments;
import dev.swarmlog.saga.history.Audit;
import dev.swarmlog.saga.history.Lineage;
import dev.swarmlog.saga.history.Packed;
import dev.swarmlog.saga.http.Archive;
import dev.swarmlog.saga.http.Engine;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaDefinition;
import dev.swarmlog.v1.SagaEvent;
import dev.swarmlog.v1.SagaStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The topics of sagas, read and written for those who ask over HTTP. Thread-safe; each call has clients of its own. */
final class SagaLog implements Archive {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final Duration HISTORY_READ_MAX = Duration.ofMinutes(2);
    private static final long WRITE_SECONDS_MAX = 9;
    private static final long LOOK_MS = 200;

    private final ServiceContext context;
    private final Definitions reader;
    private final LiveDeployments deployments;

    SagaLog(ServiceContext context, Definitions reader, LiveDeployments deployments) {
        this.context = context;
        this.reader = reader;
        this.deployments = deployments;
    }

    static ClusterConfig cluster(ServiceContext context) {
        var cluster = context.config().cluster();
        return new ClusterConfig(
                cluster.bootstrapServers(),
                context.wire().registry(),
                cluster.topicPrefix(),
                cluster.kafka(),
                context.telemetry().openTelemetry());
    }

    Engine engine(SagaClient client) {
        return new Engine() {
            @Override
            public String freshId() {
                return client.freshId();
            }

            @Override
            public CompletableFuture<Reply> ask(SagaCommand.Builder command) {
                return client.ask(command);
            }

            @Override
            public List<ByteBuffer> history(String sagaId) {
                List<byte[]> lineage = new Lineage(SagaLog.this::events, SagaLog.this::event).of(sagaId);
                return lineage.isEmpty() ? List.of() : Packed.pack(lineage);
            }
        };
    }

    @Override
    public List<byte[]> events(String sagaId) {
        try {
            return SagaHistory.read(cluster(context), sagaId, HISTORY_READ_MAX);
        } catch (IllegalStateException | ClusterException e) {
            throw unavailable(e);
        }
    }

    @Override
    public SagaEvent event(byte[] record) {
        Topic<SagaEvent> topic = context.topics().sagaEvents;
        return context.wire().serde(topic).deserializer().deserialize(topic.name(), record);
    }

    @Override
    public void follow(Audit audit, BooleanSupplier goesOn) {
        Topic<SagaEvent> topic = context.topics().sagaEvents;
        read(topic, record -> audit.see(record, event(record.value())), goesOn);
    }

    @Override
    public SortedMap<String, SagaDefinition> definitions() {
        Topic<SagaDefinition> topic = context.topics().sagaDefinitions;
        SortedMap<String, SagaDefinition> all = new TreeMap<>();
        Deserializer<SagaDefinition> values = context.wire().serde(topic).deserializer();
        read(
                topic,
                record -> {
                    if (record.key() == null) {
                        return;
                    }
                    all.remove(record.key());
                    if (record.value() != null) {
                        put(all, record.key(), record.value(), values);
                    }
                },
                () -> true);
        return all;
    }

    /** What cannot be read is passed over, as the engine does. */
    private static void put(
            SortedMap<String, SagaDefinition> all, String key, byte[] value, Deserializer<SagaDefinition> values) {
        try {
            all.put(key, values.deserialize("", value));
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
        }
    }

    @Override
    public @Nullable Definition definitionOf(SagaStatus saga) {
        Deployments now = deployments.now();
        Deployed found = now == null ? null : now.bound(saga.getName(), saga.getVersion(), saga.getDefinitionHash());
        return found == null ? null : found.definition();
    }

    @Override
    public Definitions reader() {
        return reader;
    }

    @Override
    public void deploy(SagaDefinition definition) {
        String key = definition.getName() + "@" + definition.getVersion();
        write((topic, done) -> topic.send(key, definition, done));
    }

    @Override
    public void withdraw(String name, String version) {
        write((topic, done) -> topic.remove(name + "@" + version, done));
    }

    private void write(BiConsumer<TopicWriter<SagaDefinition>, Callback> what) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        try (LogWriter log = LogWriter.open(cluster(context), "swarmlog-definitions", 0)) {
            what.accept(log.to(context.topics().sagaDefinitions), (at, problem) -> {
                if (problem == null) {
                    written.complete(null);
                } else {
                    written.completeExceptionally(problem);
                }
            });
            written.get(WRITE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private void read(Topic<?> topic, LogReader.Sink sink, BooleanSupplier goesOn) {
        try (LogReader log = LogReader.open(cluster(context), "swarmlog-" + topic.name())) {
            log.readFromBeginning(IntStream.range(0, log.partitionsOf(topic.name()))
                    .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                    .toList());
            log.start(sink, false);
            CompletableFuture<Void> caughtUp = log.caughtUp();
            boolean done = false;
            while (goesOn.getAsBoolean() && !done) {
                done = isDone(caughtUp);
            }
        } catch (ExecutionException | ClusterException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static boolean isDone(CompletableFuture<Void> reading) throws ExecutionException, InterruptedException {
        try {
            reading.get(LOOK_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static Problem unavailable(Exception why) {
        return new Problem(SERVICE_UNAVAILABLE, "the cluster did not answer: " + why.getMessage());
    }
}

package dev.swarmlog.agent.sagas;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.SagaCommand;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Starts sagas and tells them what is wanted of them, and hears the answers on a partition of messages.replies of its own.
 * Thread-safe. What depends on a reply's future runs on the client's reading thread.
 */
public final class SagaClient implements AutoCloseable {
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<SagaCommand> commands;
    private final Deserializer<Reply> deserializer;
    private final String replyTopic;
    private final int replyPartition;
    private final MessageIds ids = new MessageIds(new SecureRandom().nextLong());
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

    private SagaClient(Wire wire, LogReader reader, LogWriter writer) {
        this.reader = reader;
        this.writer = writer;
        this.commands = writer.to(wire.topics().sagaCommands);
        this.deserializer = wire.serde(wire.topics().replies).deserializer();
        this.replyTopic = wire.topics().replies.name();
        this.replyPartition = ThreadLocalRandom.current().nextInt(reader.partitionsOf(replyTopic));
        reader.readFromEnd(List.of(new TopicPartition(replyTopic, replyPartition)));
        reader.start(this::take, false);
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static SagaClient connect(ClusterConfig config) {
        LogReader reader = LogReader.open(config, "swarmlog-saga-replies");
        LogWriter writer = LogWriter.open(config, "swarmlog-sagas", 0);
        try {
            return new SagaClient(config.wire(), reader, writer);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /** An id for a saga that nobody else has. */
    public String freshId() {
        return ids.fresh();
    }

    /** The one id of a saga of this name that is started with this idempotency key, in every language; see {@link MessageIds}. */
    public static String idOf(String name, String idempotencyKey) {
        return MessageIds.derived("saga:" + name, idempotencyKey);
    }

    /**
     * Sends a command. The future holds its one reply: to a START how the saga ended, however long that takes, to
     * anything else whether it was obeyed. It fails where the cluster does not take the command.
     */
    public CompletableFuture<Reply> ask(SagaCommand.Builder command) {
        String name = ids.fresh();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(name, reply);
        var unused = reply.whenComplete((done, failure) -> waiting.remove(name));
        command.setReplyTopic(replyTopic).setReplyPartition(replyPartition).setCorrelationKey(name);
        write(command, failure -> {
            if (failure != null) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    /** Sends a command; the future is done once it is in the log for good. */
    public CompletableFuture<Void> send(SagaCommand.Builder command) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        write(command, failure -> {
            if (failure == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    private void write(SagaCommand.Builder command, Consumer<@Nullable Exception> written) {
        SagaCommand built = command.setSentAtMs(System.currentTimeMillis()).build();
        commands.send(built.getSagaId(), built, (metadata, failure) -> written.accept(failure));
    }

    /** Others read and write the partition, too. */
    private void take(ConsumerRecord<String, byte[]> record) {
        CompletableFuture<Reply> asked = record.key() == null ? null : waiting.get(record.key());
        if (asked == null) {
            return;
        }
        try {
            asked.complete(deserializer.deserialize(replyTopic, record.value()));
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            asked.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }
}

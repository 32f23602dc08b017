package dev.swarmlog.agent.cluster;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.schemas.Topic;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands of one kind, and hears the answers on a partition of messages.replies of its own. Thread-safe. What
 * depends on a reply's future runs on the client's reading thread.
 */
public final class CommandClient<C extends SpecificRecord> implements AutoCloseable {
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<C> commands;
    private final Deserializer<Reply> deserializer;
    private final String replyTopic;
    private final int replyPartition;
    private final MessageIds ids = new MessageIds(new SecureRandom().nextLong());
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();

    /** Where a command says that its answer shall go. */
    public record ReplyTo(String topic, int partition, String key) {}

    private CommandClient(Wire wire, Topic<C> topic, LogReader reader, LogWriter writer) {
        this.reader = reader;
        this.writer = writer;
        this.commands = writer.to(topic);
        this.deserializer = wire.serde(wire.topics().replies).deserializer();
        this.replyTopic = wire.topics().replies.name();
        this.replyPartition = ThreadLocalRandom.current().nextInt(reader.partitionsOf(replyTopic));
        reader.readFromEnd(List.of(new TopicPartition(replyTopic, replyPartition)));
        reader.start(this::take, false);
    }

    /**
     * Connects; fails within seconds, and says why, when the cluster or the schema registry is not there.
     *
     * @param clientId by which brokers know it
     */
    public static <C extends SpecificRecord> CommandClient<C> connect(
            ClusterConfig config, String clientId, Topic<C> topic) {
        LogReader reader = LogReader.open(config, clientId + "-replies");
        LogWriter writer = LogWriter.open(config, clientId, 0);
        try {
            return new CommandClient<>(config.wire(), topic, reader, writer);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /** An id that nobody else has. */
    public String freshId() {
        return ids.fresh();
    }

    /** Sends a command. The future holds its first reply, and fails where the cluster does not take the command. */
    public CompletableFuture<Reply> ask(String key, Function<ReplyTo, C> command) {
        String name = ids.fresh();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        waiting.put(name, reply);
        var unused = reply.whenComplete((done, failure) -> waiting.remove(name));
        write(key, command.apply(new ReplyTo(replyTopic, replyPartition, name)), failure -> {
            if (failure != null) {
                reply.completeExceptionally(failure);
            }
        });
        return reply;
    }

    /** Sends a command; the future is done once it is in the log for good. */
    public CompletableFuture<Void> send(String key, C command) {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        write(key, command, failure -> {
            if (failure == null) {
                sent.complete(null);
            } else {
                sent.completeExceptionally(failure);
            }
        });
        return sent;
    }

    private void write(String key, C command, Consumer<@Nullable Exception> written) {
        commands.send(key, command, (metadata, failure) -> written.accept(failure));
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

package dev.swarmlog.agent.sessions;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.SessionCommand;
import dev.swarmlog.v1.SessionCommandKind;
import dev.swarmlog.v1.SessionPlan;
import dev.swarmlog.v1.SessionRefusal;
import dev.swarmlog.v1.SessionReply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Speaks with the coordinator about sessions, and hears its answers on a partition of sessions.replies of its own.
 * Thread-safe. What depends on a reply's future runs on the client's reading thread.
 */
public final class SessionClient implements AutoCloseable {
    /** Beyond what a command itself may wait: a coordinator that was killed needs some seconds to be back. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<SessionCommand> commands;
    private final Deserializer<SessionReply> deserializer;
    private final String replyTopic;
    private final int replyPartition;
    private final MessageIds ids = new MessageIds(new SecureRandom().nextLong());
    private final Map<String, Pending> waiting = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "swarmlog-session-timer");
        thread.setDaemon(true);
        return thread;
    });

    private static final class Pending {
        final SessionCommand command;
        final long giveUpAtNanos;
        final CompletableFuture<SessionReply> reply = new CompletableFuture<>();

        Pending(SessionCommand command, Duration patience) {
            this.command = command;
            this.giveUpAtNanos = System.nanoTime() + patience.toNanos();
        }
    }

    SessionClient(Wire wire, LogReader reader, LogWriter writer) {
        this.reader = reader;
        this.writer = writer;
        this.commands = writer.to(wire.topics().sessionCommands);
        this.deserializer = wire.serde(wire.topics().sessionReplies).deserializer();
        this.replyTopic = wire.topics().sessionReplies.name();
        this.replyPartition = ThreadLocalRandom.current().nextInt(reader.partitionsOf(replyTopic));
        reader.readFromEnd(List.of(new TopicPartition(replyTopic, replyPartition)));
        reader.start(this::take, false);
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static SessionClient connect(ClusterConfig config) {
        LogReader reader = LogReader.open(config, "swarmlog-session-replies");
        LogWriter writer = LogWriter.open(config, "swarmlog-sessions", 0);
        try {
            return new SessionClient(config.wire(), reader, writer);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /** An id for a session, a participant or a command that nobody else has. */
    public String freshId() {
        return ids.fresh();
    }

    /** Creates a session; that it is there already with the same plan is as good. */
    public void create(String sessionId, SessionPlan plan) {
        settled(ask(command(SessionCommandKind.CREATE, sessionId).setPlan(plan)));
    }

    /** Joins, or joins again after a restart; throws a {@link SessionRefused} where there is no place. */
    public Participant join(String sessionId, String participant, String role) {
        Participant joined = new Participant(this, sessionId, participant);
        settled(ask(command(SessionCommandKind.JOIN, sessionId)
                .setParticipant(participant)
                .setName(role)));
        return joined;
    }

    /**
     * Joins as an agent in one of its lives ({@link dev.swarmlog.agent.HandlerContext#epoch}): when the registry says that
     * it is dead, the participant is lost, and what it holds is free. A later life may join again under the same name.
     */
    public Participant join(String sessionId, String participant, String role, String agentId, long epoch) {
        Participant joined = new Participant(this, sessionId, participant);
        settled(ask(command(SessionCommandKind.JOIN, sessionId)
                .setParticipant(participant)
                .setName(role)
                .setAgentId(agentId)
                .setAgentEpoch(epoch)));
        return joined;
    }

    /** Has it be completed, whatever its phases are. */
    public void end(String sessionId) {
        settled(ask(command(SessionCommandKind.END, sessionId)));
    }

    /** Has it be over, with all that is held and waited for in it. */
    public void cancel(String sessionId, String reason) {
        settled(ask(command(SessionCommandKind.CANCEL, sessionId).setReason(reason)));
    }

    /** A command of this kind, to be completed and {@link #ask}ed. */
    public SessionCommand.Builder command(SessionCommandKind kind, String sessionId) {
        return SessionCommand.newBuilder()
                .setKind(kind)
                .setSessionId(sessionId)
                .setCommandId("")
                .setSentAtMs(System.currentTimeMillis());
    }

    /**
     * Sends a command. The future holds the answer, also one that refuses; where that says when to come again, the same
     * command is sent again then. Without an answer in time it fails with a {@link SessionFailure}.
     *
     * @param draft without a commandId it gets a fresh one
     */
    public CompletableFuture<SessionReply> ask(SessionCommand.Builder draft) {
        return ask(draft, PATIENCE);
    }

    /** The same with another patience, beside what the command itself may wait. */
    public CompletableFuture<SessionReply> ask(SessionCommand.Builder draft, Duration patience) {
        if (draft.getCommandId().isEmpty()) {
            draft.setCommandId(ids.fresh());
        }
        SessionCommand command = draft.setReplyPartition(replyPartition)
                .setCorrelationKey(ids.fresh())
                .build();
        Pending pending = new Pending(command, patience.plusMillis(command.getWaitMs()));
        waiting.put(command.getCorrelationKey(), pending);
        var unused = pending.reply
                .orTimeout(patience.toMillis() + command.getWaitMs(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> waiting.remove(command.getCorrelationKey()));
        write(pending);
        return pending.reply;
    }

    private void write(Pending pending) {
        commands.send(pending.command.getSessionId(), pending.command, (metadata, failure) -> {
            if (failure != null) {
                pending.reply.completeExceptionally(
                        new SessionFailure("the cluster did not take a command: " + failure.getMessage(), failure));
            }
        });
    }

    /** Others read and write the partition, too. */
    private void take(ConsumerRecord<String, byte[]> record) {
        Pending asked = record.key() == null ? null : waiting.get(record.key());
        if (asked == null) {
            return;
        }
        try {
            SessionReply reply = deserializer.deserialize(replyTopic, record.value());
            long retryMs = reply.getRetryAfterMs();
            boolean again =
                    retryMs > 0 && System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(retryMs) < asked.giveUpAtNanos;
            if (again) {
                var unused = timer.schedule(() -> write(asked), retryMs, TimeUnit.MILLISECONDS);
            } else {
                asked.reply.complete(reply);
            }
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            asked.reply.completeExceptionally(e);
        }
    }

    /** Waits for the answer; throws a {@link SessionRefused} for one that refuses. */
    public static SessionReply settled(CompletableFuture<SessionReply> asked) {
        SessionReply reply = answered(asked);
        if (reply.getRefusal() != SessionRefusal.NONE) {
            throw new SessionRefused(reply);
        }
        return reply;
    }

    /** Waits for the answer, whatever it says. */
    static SessionReply answered(CompletableFuture<SessionReply> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionFailure failure) {
                throw failure;
            }
            throw new SessionFailure("no answer of the coordinator: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SessionFailure("interrupted while waiting for the coordinator", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        reader.close();
        writer.close();
        waiting.values()
                .forEach(pending -> pending.reply.completeExceptionally(
                        new SessionFailure("the client was closed before the answer came", null)));
    }
}

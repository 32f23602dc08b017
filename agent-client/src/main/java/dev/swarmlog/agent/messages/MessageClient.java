package dev.swarmlog.agent.messages;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogReader;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.agent.messages.ClientSettings.WhenFull;
import dev.swarmlog.agent.messages.MessageDraft.ReplyTo;
import dev.swarmlog.agent.messages.MessageFailure.Reason;
import dev.swarmlog.agent.messages.PendingReplies.Pending;
import dev.swarmlog.schemas.wire.Wire;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits messages and hears their replies, on a partition of messages.replies of its own. Thread-safe. What depends
 * on a reply's future runs on the client's reading thread: use the future's {@code *Async} methods for what blocks.
 */
public final class MessageClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MessageClient.class);
    private static final long SWEEP_MS = 50;

    private final ClientSettings settings;
    private final LogReader reader;
    private final LogWriter writer;
    private final TopicWriter<Message> submitted;
    private final Deserializer<Reply> deserializer;
    private final ReplyTo replyTo;
    private final SubmitSpans spans;
    private final MessageIds ids = new MessageIds(new SecureRandom().nextLong());
    private final PendingReplies pending = new PendingReplies();
    private final Semaphore places;
    private final LongAdder undecodable = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "swarmlog-client-timer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    MessageClient(Wire wire, LogReader reader, LogWriter writer, SubmitSpans spans, ClientSettings settings) {
        this.settings = settings;
        this.reader = reader;
        this.writer = writer;
        this.spans = spans;
        this.places = new Semaphore(settings.inFlightMax());
        this.submitted = writer.to(wire.topics().submitted);
        this.deserializer = wire.serde(wire.topics().replies).deserializer();
        String topic = wire.topics().replies.name();
        int partition = ThreadLocalRandom.current().nextInt(reader.partitionsOf(topic));
        this.replyTo = new ReplyTo(topic, partition);
        reader.readFromEnd(List.of(new TopicPartition(topic, partition)));
        reader.start(this::take, false);
        var sweep = timer.scheduleWithFixedDelay(
                () -> pending.expire(System.currentTimeMillis()), SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
        LOG.debug("reading replies on {}-{}, sweeping {}", topic, partition, !sweep.isDone());
    }

    public static MessageClient connect(ClusterConfig config) {
        return connect(config, ClientSettings.DEFAULT);
    }

    /** Connects; fails within seconds, and says why, when the cluster or the schema registry is not there. */
    public static MessageClient connect(ClusterConfig config, ClientSettings settings) {
        LogReader reader = LogReader.open(config, "swarmlog-client-replies");
        LogWriter writer = LogWriter.open(config, "swarmlog-client", settings.lingerMs());
        try {
            return new MessageClient(config.wire(), reader, writer, new SubmitSpans(config.telemetry()), settings);
        } catch (RuntimeException e) {
            reader.close();
            writer.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Submits a message. The future holds the one reply, whatever it says; it fails with a {@link MessageFailure} when
     * there is none in time. An untracked message gets none at all: {@link #send} it.
     */
    public CompletableFuture<Reply> submit(MessageDraft draft) {
        if (!draft.isTracked()) {
            throw new IllegalArgumentException("a tracked message is expected, found an untracked one, which gets no"
                    + " reply; send() writes it without waiting for one");
        }
        long nowMs = System.currentTimeMillis();
        Duration timeout = timeoutOf(draft);
        long deadlineMs = nowMs + timeout.toMillis();
        String messageId = idOf(draft);
        Pending mine = new Pending(nowMs, deadlineMs + settings.grace().toMillis());
        Pending other = pending.waitUnder(messageId, mine);
        if (other != null) {
            return other.future.copy();
        }
        MessageFailure refusal = takePlace(timeout);
        if (refusal != null) {
            pending.fail(messageId, refusal);
            return mine.future;
        }
        var released = mine.future.whenComplete((reply, failure) -> {
            places.release();
            pending.forget(messageId, mine);
        });
        write(draft.toMessage(messageId, nowMs, deadlineMs, replyTo), (metadata, failure) -> {
            if (failure == null) {
                mine.accepted();
            } else {
                pending.fail(messageId, notAccepted(messageId, failure));
            }
        });
        return released;
    }

    /** Submits a message whose result nobody waits for. The future holds its id once the cluster has taken it. */
    public CompletableFuture<String> send(MessageDraft draft) {
        Duration timeout = timeoutOf(draft);
        MessageFailure refusal = takePlace(timeout);
        if (refusal != null) {
            return CompletableFuture.failedFuture(refusal);
        }
        long nowMs = System.currentTimeMillis();
        long deadlineMs = draft.timeout() == null ? 0 : nowMs + timeout.toMillis();
        String messageId = idOf(draft);
        CompletableFuture<String> accepted = new CompletableFuture<>();
        write(draft.toMessage(messageId, nowMs, deadlineMs, ReplyTo.NOBODY), (metadata, failure) -> {
            places.release();
            if (failure == null) {
                accepted.complete(messageId);
            } else {
                accepted.completeExceptionally(notAccepted(messageId, failure));
            }
        });
        return accepted;
    }

    /**
     * Takes a message back, whoever submitted it; agents that work on it are told to stop. The future holds how it ended:
     * {@code WITHDRAWN} if it was not done, or, with {@code inDoubt}, if nobody knows; {@code COMPLETED} if it was done all
     * the same; {@code REJECTED} if no message of this id is under way. Whoever waits for its reply gets the same.
     *
     * @param why for people, and for the agent that is told
     * @param within how long the agent's word is waited for; the router has a bound of its own
     */
    public CompletableFuture<Reply> withdraw(String messageId, String why, Duration within) {
        long nowMs = System.currentTimeMillis();
        long deadlineMs = nowMs + within.toMillis();
        Message withdrawal = new Withdrawal(messageId, why).toMessage(nowMs, deadlineMs, replyTo);
        Pending mine = new Pending(nowMs, deadlineMs + settings.grace().toMillis());
        Pending other = pending.waitUnder(messageId, mine);
        CompletableFuture<Reply> ended = other == null ? mine.future : other.future.copy();
        write(withdrawal, (metadata, failure) -> {
            if (failure == null) {
                mine.accepted();
            } else if (other == null) {
                pending.fail(messageId, notAccepted(messageId, failure));
            } else {
                ended.completeExceptionally(notAccepted(messageId, failure));
            }
        });
        return other != null ? ended : ended.whenComplete((reply, failure) -> pending.forget(messageId, mine));
    }

    /** Messages that are submitted and not answered yet. */
    public int inFlight() {
        return pending.size();
    }

    /** Replies to our messages that could not be read; they are skipped. */
    public long undecodable() {
        return undecodable.sum();
    }

    private String idOf(MessageDraft draft) {
        if (!draft.idempotencyKey().isEmpty()) {
            return MessageIds.derived(draft.source(), draft.idempotencyKey());
        }
        return draft.id().isEmpty() ? ids.fresh() : draft.id();
    }

    private Duration timeoutOf(MessageDraft draft) {
        Duration own = draft.timeout();
        return own == null ? settings.timeout() : own;
    }

    private @Nullable MessageFailure takePlace(Duration patience) {
        if (closed) {
            return new MessageFailure(Reason.CLOSED, "this client is closed", null);
        }
        try {
            long waitMs = settings.whenFull() == WhenFull.BLOCK ? patience.toMillis() : 0;
            if (places.tryAcquire() || (waitMs > 0 && places.tryAcquire(waitMs, TimeUnit.MILLISECONDS))) {
                return null;
            }
            return new MessageFailure(
                    Reason.TOO_MANY_IN_FLIGHT, settings.inFlightMax() + " messages are under way already", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MessageFailure(Reason.TOO_MANY_IN_FLIGHT, "interrupted while waiting for a free place", e);
        }
    }

    private void write(Message message, Callback callback) {
        Headers headers = new RecordHeaders();
        Callback ending = spans.submitting(message, headers, callback);
        try {
            submitted.send(null, message.getMessageId(), message, headers, ending);
        } catch (KafkaException | IllegalStateException e) {
            ending.onCompletion(null, e);
        }
    }

    private static MessageFailure notAccepted(String messageId, Exception cause) {
        return new MessageFailure(
                Reason.NOT_ACCEPTED,
                "the cluster did not take message " + messageId + ": " + cause.getMessage(),
                cause);
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (!pending.isAwaited(record.key())) {
            return;
        }
        try {
            Reply reply = deserializer.deserialize(record.topic(), record.value());
            if (reply != null) {
                pending.answer(record.key(), reply);
            }
        } catch (SerializationException e) {
            LogReader.rethrowIfTransient(e);
            undecodable.increment();
            LOG.atWarn()
                    .addKeyValue("message.id", record.key())
                    .log(
                            "skipping an unreadable reply to {} at offset {}: {}",
                            record.key(),
                            record.offset(),
                            e.toString());
        }
    }

    /** Writes what was submitted, then fails what is not answered yet. */
    @Override
    public void close() {
        closed = true;
        writer.close();
        reader.close();
        timer.shutdownNow();
        pending.failAll(new MessageFailure(Reason.CLOSED, "the client was closed before the reply came", null));
    }
}

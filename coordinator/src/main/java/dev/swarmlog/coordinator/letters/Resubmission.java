package dev.swarmlog.coordinator.letters;

import dev.swarmlog.agent.cluster.ClusterConfig;
import dev.swarmlog.agent.cluster.LogWriter;
import dev.swarmlog.agent.cluster.TopicWriter;
import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.schemas.wire.EventHeaders;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Routing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Makes new messages of dead letters, and submits them.
 *
 * <p>The new message says what the old one said, but for its name, its deadline, and who waits (nobody does); its hops
 * begin anew, and an attribute names the message that it was. Its idempotency key follows from the place of the old
 * one, so that a letter that is submitted twice is worked on once while the router remembers.
 */
public final class Resubmission implements AutoCloseable {
    private final LogWriter writer;
    private final TopicWriter<Message> submitted;
    private final Changes changes;

    /**
     * What is to be another than before.
     *
     * @param deadline within which somebody wants the result; null for the router's default
     * @param capability who is to do it; empty for whom the message named
     */
    public record Changes(@Nullable Duration deadline, String capability) {}

    public Resubmission(ClusterConfig config, Changes changes) {
        this.writer = LogWriter.open(config, "swarmlog-resubmit", 5);
        this.submitted = writer.to(config.wire().topics().submitted);
        this.changes = changes;
    }

    /** The message that the letter becomes; only for one that has no problem. */
    public static Message again(Letter letter, Changes changes, long nowMs) {
        Message before = Objects.requireNonNull(letter.message(), letter.problem());
        String key = "resubmitted " + letter.place();
        Map<String, String> attributes = new HashMap<>(before.getAttributes());
        if (hasRoomFor(letter.id(), attributes)) {
            attributes.put(MessageAttributes.RESUBMITTED_FROM, letter.id());
        }
        Routing routing = changes.capability().isEmpty()
                ? before.getRouting()
                : Routing.newBuilder(before.getRouting())
                        .setCapability(changes.capability())
                        .build();
        return Message.newBuilder(before)
                .setMessageId(MessageIds.derived(before.getSource(), key))
                .setIdempotencyKey(before.getRouting().getTracked() ? key : "")
                .setAttributes(attributes)
                .setRouting(routing)
                .setSubmittedAtMs(nowMs)
                .setDeadlineMs(
                        changes.deadline() == null
                                ? 0
                                : nowMs + changes.deadline().toMillis())
                .setReplyTopic("")
                .setReplyPartition(-1)
                .setCorrelationKey("")
                .setHops(0)
                .build();
    }

    /** Where the attributes are as many as may be, the message is worth more than the note. */
    private static boolean hasRoomFor(String id, Map<String, String> attributes) {
        int chars = MessageAttributes.RESUBMITTED_FROM.length() + id.length();
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            chars += attribute.getKey().length() + attribute.getValue().length();
        }
        return attributes.size() < Limits.ATTRIBUTES_MAX && chars <= Limits.ATTRIBUTES_CHARS_MAX;
    }

    /** Completes with the new message once the cluster has taken it. */
    public CompletableFuture<Message> submit(Letter letter, long nowMs) {
        Message message = again(letter, changes, nowMs);
        CompletableFuture<Message> taken = new CompletableFuture<>();
        Headers headers = new RecordHeaders();
        EventHeaders.add(headers, message.getMessageId(), message.getType(), message.getSource(), nowMs);
        submitted.send(null, message.getMessageId(), message, headers, (at, failure) -> {
            if (failure == null) {
                taken.complete(message);
            } else {
                taken.completeExceptionally(failure);
            }
        });
        return taken;
    }

    @Override
    public void close() {
        writer.close();
    }
}

package dev.swarmlog.agent.messages;

import dev.swarmlog.agent.discovery.VersionRange;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.schemas.MessageAttributes;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as its writer wants it; mutable, for one thread, and checked against the limits of the wire at each step.
 * It may be submitted many times: each is a message of its own, unless an idempotency key says that they are one.
 */
public final class MessageDraft {
    private final String type;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private int attributeChars;
    private String source = "";
    private String capability = "";
    private String versionRange = "";
    private String region = "";
    private String strategy = "";
    private String affinityKey = "";
    private String zone = "";
    private boolean tracked = true;
    private Gather gather = new Gather("", 0, 0, "", 0);
    private Priority priority = Priority.NORMAL;
    private @Nullable Duration timeout;
    private String idempotencyKey = "";
    private String id = "";
    private int maxAttempts;
    private int hops;
    private String contentType = "application/json";
    private ByteBuffer payload = ByteBuffer.allocate(0);

    private MessageDraft(String type) {
        this.type = type;
        require(
                !type.isBlank() && type.length() <= Limits.ID_CHARS_MAX,
                "a type of 1 to " + Limits.ID_CHARS_MAX + " characters",
                type);
        require(!type.equals(Canary.TYPE), "a type that is not the registry's own", type);
    }

    /** A message of this type; unless {@link #capability} says otherwise, agents with a capability of that name get it. */
    public static MessageDraft ofType(String type) {
        return new MessageDraft(type);
    }

    /** JSON that somebody else wrote and checked. */
    public MessageDraft json(String json) {
        return payload("application/json", ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    public MessageDraft text(String text) {
        return payload("text/plain; charset=utf-8", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The bytes must not change any more once they are handed over. */
    public MessageDraft payload(String ofContentType, ByteBuffer bytes) {
        require(
                bytes.remaining() <= Limits.PAYLOAD_BYTES_MAX,
                "a payload of at most " + Limits.PAYLOAD_BYTES_MAX + " bytes",
                bytes.remaining() + " bytes");
        contentType = ofContentType;
        payload = bytes;
        return this;
    }

    public MessageDraft attribute(String name, String value) {
        String before = attributes.get(name);
        int chars = name.length() + value.length();
        int all = attributeChars + chars - (before == null ? 0 : name.length() + before.length());
        require(
                chars <= Limits.ATTRIBUTE_CHARS_MAX,
                "an attribute of at most " + Limits.ATTRIBUTE_CHARS_MAX + " characters of name and value",
                name + " with " + chars);
        require(
                before != null || attributes.size() < Limits.ATTRIBUTES_MAX,
                "at most " + Limits.ATTRIBUTES_MAX + " attributes",
                name + " beyond them");
        require(
                all <= Limits.ATTRIBUTES_CHARS_MAX,
                "at most " + Limits.ATTRIBUTES_CHARS_MAX + " characters of all attributes",
                all + " with " + name);
        attributes.put(name, value);
        attributeChars = all;
        return this;
    }

    /** Who writes the message; idempotency keys of different sources do not meet. */
    public MessageDraft source(String who) {
        source = bounded("a source", who);
        return this;
    }

    public MessageDraft capability(String name) {
        capability = bounded("a capability", name);
        return this;
    }

    /** In which versions of the capability, as npm writes ranges. */
    public MessageDraft versions(String range) {
        versionRange = VersionRange.of(range).toString();
        return this;
    }

    public MessageDraft region(String name) {
        region = bounded("a region", name);
        return this;
    }

    public MessageDraft tags(String... all) {
        tags.addAll(List.of(all));
        require(tags.size() <= Limits.TAGS_MAX, "at most " + Limits.TAGS_MAX + " tags", "" + tags.size());
        return this;
    }

    /** How the router is to choose among those that can, by name (docs/routing.md); unasked by its own default. */
    public MessageDraft strategy(String name) {
        strategy = bounded("a strategy", name);
        return this;
    }

    /** What is to stay with one agent, under AFFINITY and CONSISTENT_HASH. */
    public MessageDraft affinityKey(String key) {
        affinityKey = bounded("an affinity key", key);
        return this;
    }

    /** Agents of this zone are asked first; others get the message when those have no room. */
    public MessageDraft zone(String nearest) {
        zone = bounded("a zone", nearest);
        return this;
    }

    /** To be sent once and forgotten: no lease, no second attempt, no reply. For what may be lost with its agent. */
    public MessageDraft untracked() {
        require(gather.getMode().isEmpty(), "a message to one agent", "one to several");
        tracked = false;
        return this;
    }

    /** To wait, until its deadline, also for a capability that nobody has had yet; else it is rejected within seconds. */
    public MessageDraft patient() {
        return attribute(MessageAttributes.PATIENT, "true");
    }

    /** To go to several agents at once, of whose answers one is made. */
    public MessageDraft gather(Gathering answers) {
        require(tracked, "a tracked message", "an untracked one, which has no answers");
        gather = answers.toWire();
        return this;
    }

    public MessageDraft priority(Priority of) {
        priority = of;
        return this;
    }

    /** After this time nobody wants the result any more. */
    public MessageDraft timeout(Duration fromSubmission) {
        require(fromSubmission.toMillis() >= 1, "a timeout of 1 ms or more", fromSubmission.toString());
        timeout = fromSubmission;
        return this;
    }

    /**
     * The id that the message is to have, so that it can be withdrawn by it later; else it gets one. To be used once only:
     * whoever may submit the same again wants an idempotency key.
     */
    public MessageDraft id(String unique) {
        require(idempotencyKey.isEmpty(), "no id beside an idempotency key, of which the id follows", unique);
        require(
                !unique.isBlank() && unique.length() <= Limits.ID_CHARS_MAX,
                "an id of 1 to " + Limits.ID_CHARS_MAX + " characters",
                unique);
        id = unique;
        return this;
    }

    /** All messages of this source with this key are one: worked on once, each submission answered alike. */
    public MessageDraft idempotencyKey(String key) {
        require(id.isEmpty(), "no idempotency key beside an id", key);
        idempotencyKey = bounded("an idempotency key", key);
        return this;
    }

    public MessageDraft maxAttempts(int attempts) {
        require(
                attempts >= 1 && attempts <= Limits.ATTEMPTS_MAX,
                "1 to " + Limits.ATTEMPTS_MAX + " attempts",
                "" + attempts);
        maxAttempts = attempts;
        return this;
    }

    /** How often this work was routed on already, for an agent that routes it on again. */
    public MessageDraft hops(int soFar) {
        require(soFar >= 0 && soFar <= Limits.HOPS_MAX, "0 to " + Limits.HOPS_MAX + " hops", "" + soFar);
        hops = soFar;
        return this;
    }

    /** For work that a handler hands on. How often is too often, the router says, so that a circle is seen to end. */
    public MessageDraft handedOnAfter(int hopsBefore) {
        hops = hopsBefore + 1;
        return this;
    }

    boolean isTracked() {
        return tracked;
    }

    String type() {
        return type;
    }

    String source() {
        return source;
    }

    String id() {
        return id;
    }

    String idempotencyKey() {
        return idempotencyKey;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    /** Where the one answer goes; an empty topic means that nobody waits. */
    record ReplyTo(String topic, int partition) {
        static final ReplyTo NOBODY = new ReplyTo("", -1);
    }

    /** The message as it would be submitted now, for whoever wants to know what would become of it. Nobody waits for it. */
    public Message unsent(String messageId, long nowMs) {
        return toMessage(messageId, nowMs, 0, ReplyTo.NOBODY);
    }

    Message toMessage(String messageId, long nowMs, long deadlineMs, ReplyTo replyTo) {
        return new Message(
                messageId,
                type,
                source,
                Map.copyOf(attributes),
                new Routing(capability, versionRange, region, List.copyOf(tags), strategy, affinityKey, zone, tracked),
                priority,
                nowMs,
                deadlineMs,
                replyTo.topic(),
                replyTo.partition(),
                "",
                idempotencyKey,
                maxAttempts,
                hops,
                contentType,
                payload,
                gather,
                "");
    }

    private static String bounded(String what, String text) {
        require(
                text.length() <= Limits.ID_CHARS_MAX,
                what + " of at most " + Limits.ID_CHARS_MAX + " characters",
                text);
        return text;
    }

    private static void require(boolean holds, String expected, String found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    expected + " is expected, found " + found.substring(0, Math.min(found.length(), 300)));
        }
    }
}

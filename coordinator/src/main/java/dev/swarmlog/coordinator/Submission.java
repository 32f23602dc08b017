package dev.swarmlog.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.agent.messages.Gathering;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.runtime.http.shape.Fields;
import dev.swarmlog.runtime.http.shape.Shape;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Priority;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /messages}. What it does not know it refuses, so that a misspelt hint is not lost silently. */
record Submission(
        String type,
        @Nullable JsonNode data,
        @Nullable String source,
        @Nullable Map<String, String> attributes,
        @Nullable Routing routing,
        @Nullable String priority,
        @Nullable Long timeoutMs,
        @Nullable String idempotencyKey,
        @Nullable Integer maxAttempts,
        @Nullable Boolean untracked,
        @Nullable Boolean patient,
        @Nullable Gather gather) {
    private static final long TIMEOUT_MS_MAX = 365L * 86_400_000;

    /** Numbers go through as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    record Routing(
            @Nullable String capability,
            @Nullable String versionRange,
            @Nullable String region,
            @Nullable List<String> tags,
            @Nullable String strategy,
            @Nullable String affinityKey,
            @Nullable String zone) {}

    record Gather(
            String mode,
            @Nullable Integer fanOut,
            @Nullable Integer quorum,
            @Nullable String by,
            @Nullable Long windowMs) {}

    /** What the route lets through; what the wire allows, {@link MessageDraft} checks. */
    static final Fields SHAPE = Shape.object()
            .with("type", Shape.text(), "What it is; agents with a capability of that name get it")
            .or("data", Shape.anything(), "The payload")
            .or("source", Shape.text(), "Who sends it")
            .or("attributes", Shape.map(Shape.text(Limits.ATTRIBUTE_CHARS_MAX)), "What rules can read")
            .or("routing", whereTo(), "Where it shall go")
            .or("priority", Shape.oneOf(Priority.class), "")
            .or("timeoutMs", Shape.whole(1, TIMEOUT_MS_MAX), "Its deadline, from now on")
            .or("idempotencyKey", Shape.text(), "Messages with the same one are one message")
            .or("maxAttempts", Shape.whole(1, Limits.ATTEMPTS_MAX), "")
            .or("untracked", Shape.flag(), "Send it once and forget it: no lease, no second attempt, no reply")
            .or("patient", Shape.flag(), "Also wait for a capability that nobody has had yet")
            .or("gather", gathered(), "Ask several agents, and make one answer of theirs");

    private static Fields gathered() {
        return Shape.object()
                .with(
                        "mode",
                        Shape.oneOf("ALL", "FIRST", "QUORUM", "MAJORITY", "BEST", "AVERAGE", "MERGE"),
                        "What is made of the answers")
                .or("fanOut", Shape.whole(1, 10_000), "How many agents to ask; all that can, unless said")
                .or("quorum", Shape.whole(1, 10_000), "With QUORUM: how many answers are enough")
                .or(
                        "by",
                        Shape.text(Limits.TEXT_CHARS_MAX),
                        "Where in a JSON result the number is, as /score; -/score for the smallest")
                .or("windowMs", Shape.whole(1, 86_400_000), "After this the answers that are there have to do");
    }

    private static Fields whereTo() {
        return Shape.object()
                .or("capability", Shape.text(), "")
                .or("versionRange", Shape.text(Limits.VERSION_RANGE_CHARS_MAX), "As ^1.2")
                .or("region", Shape.text(), "")
                .or("tags", Shape.list(Shape.text(), Limits.TAGS_MAX), "All of which the agent has")
                .or("strategy", Shape.text(), "How the agent is chosen")
                .or("affinityKey", Shape.text(), "")
                .or("zone", Shape.text(), "Agents there first");
    }

    static Submission of(JsonNode body) {
        try {
            return JSON.treeToValue(body, Submission.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what has the shape can be read", e);
        }
    }

    MessageDraft draft(@Nullable Duration waitFor) {
        try {
            MessageDraft draft = MessageDraft.ofType(type).payload("application/json", payload());
            describe(draft);
            route(draft);
            ask(draft);
            if (timeoutMs != null) {
                draft.timeout(Duration.ofMillis(timeoutMs));
            } else if (waitFor != null) {
                draft.timeout(waitFor);
            }
            return draft;
        } catch (IllegalArgumentException e) {
            throw Problem.of(e);
        }
    }

    private ByteBuffer payload() {
        if (data == null) {
            return ByteBuffer.allocate(0);
        }
        try {
            byte[] bytes = JSON.writeValueAsBytes(data);
            if (bytes.length > Limits.PAYLOAD_BYTES_MAX) {
                throw new Problem(
                        HttpStatus.CONTENT_TOO_LARGE.getCode(),
                        "data of " + bytes.length + " bytes; at most " + Limits.PAYLOAD_BYTES_MAX);
            }
            return ByteBuffer.wrap(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON can be written as JSON", e);
        }
    }

    private void describe(MessageDraft draft) {
        if (source != null) {
            draft.source(source);
        }
        if (attributes != null) {
            attributes.forEach(draft::attribute);
        }
        if (priority != null) {
            draft.priority(priority(priority));
        }
        if (idempotencyKey != null) {
            draft.idempotencyKey(idempotencyKey);
        }
        if (maxAttempts != null) {
            draft.maxAttempts(maxAttempts);
        }
    }

    private void ask(MessageDraft draft) {
        if (Boolean.TRUE.equals(untracked)) {
            draft.untracked();
        }
        if (Boolean.TRUE.equals(patient)) {
            draft.patient();
        }
        if (gather != null) {
            Gathering gathering = Gathering.named(
                    gather.mode.toUpperCase(Locale.ROOT),
                    gather.quorum == null ? 0 : gather.quorum,
                    gather.by == null ? "" : gather.by);
            gathering = gather.fanOut == null ? gathering : gathering.of(gather.fanOut);
            draft.gather(gather.windowMs == null ? gathering : gathering.within(Duration.ofMillis(gather.windowMs)));
        }
    }

    private void route(MessageDraft draft) {
        if (routing == null) {
            return;
        }
        if (routing.capability != null) {
            draft.capability(routing.capability);
        }
        if (routing.versionRange != null) {
            draft.versions(routing.versionRange);
        }
        if (routing.region != null) {
            draft.region(routing.region);
        }
        if (routing.tags != null) {
            draft.tags(routing.tags.toArray(String[]::new));
        }
        if (routing.strategy != null) {
            draft.strategy(routing.strategy);
        }
        if (routing.zone != null) {
            draft.zone(routing.zone);
        }
        if (routing.affinityKey != null) {
            draft.affinityKey(routing.affinityKey);
        }
    }

    private static Priority priority(String name) {
        return Priority.valueOf(name.toUpperCase(Locale.ROOT));
    }
}

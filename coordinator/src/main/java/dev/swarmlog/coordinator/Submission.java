package dev.swarmlog.coordinator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.swarmlog.agent.messages.MessageDraft;
import dev.swarmlog.runtime.http.Problem;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.Priority;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /messages}. What it does not know it refuses, so that a misspelt hint is not lost silently. */
record Submission(
        @Nullable String type,
        @Nullable JsonNode data,
        @Nullable String source,
        @Nullable Map<String, String> attributes,
        @Nullable Routing routing,
        @Nullable String priority,
        @Nullable Long timeoutMs,
        @Nullable String idempotencyKey,
        @Nullable Integer maxAttempts) {
    /** Numbers go through as they were written. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    record Routing(
            @Nullable String capability,
            @Nullable String versionRange,
            @Nullable String region,
            @Nullable List<String> tags,
            @Nullable String strategy,
            @Nullable String affinityKey) {}

    static Submission parse(byte[] body) {
        try {
            Submission parsed = JSON.readValue(body, Submission.class);
            if (parsed == null) {
                throw bad("the body is null where a message is expected");
            }
            return parsed;
        } catch (UnrecognizedPropertyException e) {
            throw bad("there is no field '" + e.getPropertyName() + "' here; there are " + e.getKnownPropertyIds());
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw bad("not a message: " + e.getOriginalMessage()
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")"));
        } catch (IOException e) {
            throw bad("the body could not be read: " + e.getMessage());
        }
    }

    MessageDraft draft(@Nullable Duration waitFor) {
        if (type == null) {
            throw bad("type: a message says what it is, this one does not");
        }
        try {
            MessageDraft draft = MessageDraft.ofType(type).payload("application/json", payload());
            describe(draft);
            route(draft);
            if (timeoutMs != null) {
                draft.timeout(Duration.ofMillis(timeoutMs));
            } else if (waitFor != null) {
                draft.timeout(waitFor);
            }
            return draft;
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
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
        if (routing.affinityKey != null) {
            draft.affinityKey(routing.affinityKey);
        }
    }

    private static Priority priority(String name) {
        List<String> known = Arrays.stream(Priority.values())
                .filter(priority -> priority != Priority.UNKNOWN)
                .map(Priority::name)
                .toList();
        String wanted = name.toUpperCase(Locale.ROOT);
        if (!known.contains(wanted)) {
            throw bad("priority: one of " + known + " is expected, not '" + name + "'");
        }
        return Priority.valueOf(wanted);
    }

    private static Problem bad(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST.getCode(), detail);
    }
}

package dev.swarmlog.coordinator.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A dead letter for programs. */
public final class LetterJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LetterJson() {}

    /** What a list says of it. */
    public static Map<String, Object> summary(Letter letter) {
        DeadLetter wire = letter.wire();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", Instant.ofEpochMilli(wire.getAtMs()).toString());
        json.put("reason", wire.getReason().name());
        json.put("detail", wire.getDetail());
        json.put("key", letter.id());
        json.put("topic", wire.getTopic());
        json.put("partition", wire.getPartition());
        json.put("offset", wire.getOffset());
        json.put("attempts", wire.getAttempts());
        json.put("valueBytes", wire.getValueBytes());
        json.put("resubmittedFrom", letter.resubmittedFrom());
        return json;
    }

    /** All of it. */
    public static Map<String, Object> whole(Letter letter) {
        Map<String, Object> json = summary(letter);
        json.put("letterPartition", letter.partition());
        json.put("letterOffset", letter.offset());
        json.put("resubmittable", letter.problem().isEmpty());
        Message message = letter.message();
        if (message == null) {
            json.put("problem", letter.problem());
            json.put("valueHex", hex(letter.wire().getValue()));
        } else {
            json.put("message", said(message));
        }
        return json;
    }

    private static Map<String, Object> said(Message message) {
        var routing = message.getRouting();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("messageId", message.getMessageId());
        json.put("type", message.getType());
        json.put("source", message.getSource());
        json.put("capability", capability(message));
        json.put("versionRange", routing.getVersionRange());
        json.put("region", routing.getRegion());
        json.put("zone", routing.getZone());
        json.put("strategy", routing.getStrategy());
        json.put("affinityKey", routing.getAffinityKey());
        json.put("tracked", routing.getTracked());
        json.put("priority", message.getPriority().name());
        json.put("submittedAt", time(message.getSubmittedAtMs()));
        json.put("deadline", time(message.getDeadlineMs()));
        json.put("replyTopic", message.getReplyTopic());
        json.put("idempotencyKey", message.getIdempotencyKey());
        json.put("maxAttempts", message.getMaxAttempts());
        json.put("hops", message.getHops());
        json.put("contentType", message.getContentType());
        json.put("payloadBytes", message.getPayload().remaining());
        json.put("attributes", new TreeMap<>(message.getAttributes()));
        json.put("tags", routing.getTags());
        if (isText(message.getPayload())) {
            json.put("payload", payload(message.getContentType(), message.getPayload()));
        } else {
            json.put("payloadHex", hex(message.getPayload()));
        }
        return json;
    }

    /** As it is where it is JSON itself, as a text elsewhere. */
    private static Object payload(String contentType, ByteBuffer bytes) {
        String text = StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        if (contentType.startsWith("application/json")) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException notEvenJson) {
                // shown as the text that it is
            }
        }
        return text;
    }

    /** Who is to do it. */
    public static String capability(Message message) {
        String named = message.getRouting().getCapability();
        return named.isEmpty() ? message.getType() : named;
    }

    /** Empty for no time. */
    public static String time(long ms) {
        return ms <= 0 ? "" : Instant.ofEpochMilli(ms).toString();
    }

    /** Whether a terminal shows it as it is. */
    public static boolean isText(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .chars()
                    .allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    public static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }
}

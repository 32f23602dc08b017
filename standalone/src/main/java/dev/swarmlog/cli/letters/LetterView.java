package dev.swarmlog.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** A dead letter for people and for programs. */
public final class LetterView {
    private static final int HEX_BYTES_MAX = 1_024;
    private static final int HEX_BYTES_A_LINE = 16;

    private LetterView() {}

    /** What a list says of it. */
    public static ObjectNode summary(Letter letter) {
        DeadLetter wire = letter.wire();
        return Json.object()
                .put("at", Instant.ofEpochMilli(wire.getAtMs()).toString())
                .put("reason", wire.getReason().name())
                .put("detail", wire.getDetail())
                .put("key", letter.id())
                .put("topic", wire.getTopic())
                .put("partition", wire.getPartition())
                .put("offset", wire.getOffset())
                .put("attempts", wire.getAttempts())
                .put("valueBytes", wire.getValueBytes())
                .put("resubmittedFrom", letter.resubmittedFrom());
    }

    /** All of it. */
    public static ObjectNode json(Letter letter) {
        ObjectNode json = summary(letter)
                .put("letterPartition", letter.partition())
                .put("letterOffset", letter.offset())
                .put("resubmittable", letter.problem().isEmpty());
        Message message = letter.message();
        if (message == null) {
            return json.put("problem", letter.problem())
                    .put("valueHex", hex(letter.wire().getValue()));
        }
        ObjectNode said = Json.object()
                .put("messageId", message.getMessageId())
                .put("type", message.getType())
                .put("source", message.getSource())
                .put("capability", capability(message))
                .put("versionRange", message.getRouting().getVersionRange())
                .put("region", message.getRouting().getRegion())
                .put("zone", message.getRouting().getZone())
                .put("strategy", message.getRouting().getStrategy())
                .put("affinityKey", message.getRouting().getAffinityKey())
                .put("tracked", message.getRouting().getTracked())
                .put("priority", message.getPriority().name())
                .put(
                        "submittedAt",
                        Instant.ofEpochMilli(message.getSubmittedAtMs()).toString())
                .put("deadline", time(message.getDeadlineMs()))
                .put("replyTopic", message.getReplyTopic())
                .put("idempotencyKey", message.getIdempotencyKey())
                .put("maxAttempts", message.getMaxAttempts())
                .put("hops", message.getHops())
                .put("contentType", message.getContentType())
                .put("payloadBytes", message.getPayload().remaining());
        said.set("attributes", Json.of(new TreeMap<>(message.getAttributes())));
        said.set("tags", Json.array(message.getRouting().getTags()));
        if (isText(message.getPayload())) {
            said.set("payload", Json.payload(message.getContentType(), message.getPayload()));
        } else {
            said.put("payloadHex", hex(message.getPayload()));
        }
        json.set("message", said);
        return json;
    }

    /** All of it, and what can be done about it. */
    public static List<String> lines(Letter letter) {
        DeadLetter wire = letter.wire();
        List<String> lines = new ArrayList<>();
        row(lines, "message", letter.id());
        row(lines, "reason", wire.getReason());
        row(lines, "detail", wire.getDetail());
        row(lines, "at", Instant.ofEpochMilli(wire.getAtMs()));
        row(lines, "from", letter.place());
        row(lines, "letter", letter.partition() + "@" + letter.offset());
        row(lines, "attempts", wire.getAttempts());
        Message message = letter.message();
        if (message == null) {
            row(lines, "value", wire.getValueBytes() + " bytes");
            bytes(lines, wire.getValue());
            lines.add("");
            lines.add("It cannot be submitted again: " + letter.problem() + ".");
            return lines;
        }
        message(lines, message);
        row(lines, "resubmitted from", letter.resubmittedFrom());
        row(
                lines,
                "payload",
                message.getContentType() + ", " + message.getPayload().remaining() + " bytes");
        if (isText(message.getPayload())) {
            StandardCharsets.UTF_8
                    .decode(message.getPayload().duplicate())
                    .toString()
                    .lines()
                    .forEach(line -> lines.add("  " + line));
        } else {
            bytes(lines, message.getPayload());
        }
        lines.add("");
        lines.add("To submit it again: ./swarmlog dead-letters resubmit " + letter.id());
        return lines;
    }

    private static void message(List<String> lines, Message message) {
        row(lines, "type", message.getType());
        row(lines, "source", message.getSource());
        row(lines, "capability", capability(message));
        row(lines, "versions", message.getRouting().getVersionRange());
        row(lines, "region", message.getRouting().getRegion());
        row(lines, "zone", message.getRouting().getZone());
        row(lines, "tags", String.join(", ", message.getRouting().getTags()));
        row(lines, "strategy", message.getRouting().getStrategy());
        row(lines, "affinity key", message.getRouting().getAffinityKey());
        row(lines, "priority", message.getPriority());
        row(lines, "submitted", Instant.ofEpochMilli(message.getSubmittedAtMs()));
        row(lines, "deadline", time(message.getDeadlineMs()));
        row(lines, "reply topic", message.getReplyTopic());
        row(lines, "idempotency key", message.getIdempotencyKey());
        row(lines, "hops", message.getHops());
        new TreeMap<>(message.getAttributes()).forEach((name, value) -> row(lines, "attribute", name + "=" + value));
    }

    private static String capability(Message message) {
        String named = message.getRouting().getCapability();
        return named.isEmpty() ? message.getType() : named;
    }

    private static void row(List<String> lines, String what, Object value) {
        String text = String.valueOf(value);
        if (!text.isEmpty()) {
            lines.add("%-17s %s".formatted(what, text));
        }
    }

    private static String time(long ms) {
        return ms <= 0 ? "" : Instant.ofEpochMilli(ms).toString();
    }

    /** Whether a terminal shows it as it is. */
    private static boolean isText(ByteBuffer bytes) {
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

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static void bytes(List<String> lines, ByteBuffer value) {
        int shown = Math.min(value.remaining(), HEX_BYTES_MAX);
        for (int at = 0; at < shown; at += HEX_BYTES_A_LINE) {
            lines.add("  " + hex(value.slice(value.position() + at, Math.min(HEX_BYTES_A_LINE, shown - at))));
        }
        if (shown < value.remaining()) {
            lines.add("  and " + (value.remaining() - shown) + " bytes more");
        }
    }
}

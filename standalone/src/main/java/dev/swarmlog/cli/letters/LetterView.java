package dev.swarmlog.cli.letters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.cli.view.Json;
import dev.swarmlog.coordinator.letters.Letter;
import dev.swarmlog.coordinator.letters.LetterJson;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A dead letter for people and for programs. */
public final class LetterView {
    private static final int HEX_BYTES_MAX = 1_024;
    private static final int HEX_BYTES_A_LINE = 16;

    private LetterView() {}

    /** What a list says of it. */
    public static ObjectNode summary(Letter letter) {
        return Json.of(LetterJson.summary(letter));
    }

    /** All of it. */
    public static ObjectNode json(Letter letter) {
        return Json.of(LetterJson.whole(letter));
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
        if (LetterJson.isText(message.getPayload())) {
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
        row(lines, "capability", LetterJson.capability(message));
        row(lines, "versions", message.getRouting().getVersionRange());
        row(lines, "region", message.getRouting().getRegion());
        row(lines, "zone", message.getRouting().getZone());
        row(lines, "tags", String.join(", ", message.getRouting().getTags()));
        row(lines, "strategy", message.getRouting().getStrategy());
        row(lines, "affinity key", message.getRouting().getAffinityKey());
        row(lines, "priority", message.getPriority());
        row(lines, "submitted", Instant.ofEpochMilli(message.getSubmittedAtMs()));
        row(lines, "deadline", LetterJson.time(message.getDeadlineMs()));
        row(lines, "reply topic", message.getReplyTopic());
        row(lines, "idempotency key", message.getIdempotencyKey());
        row(lines, "hops", message.getHops());
        new TreeMap<>(message.getAttributes()).forEach((name, value) -> row(lines, "attribute", name + "=" + value));
    }

    private static void row(List<String> lines, String what, Object value) {
        String text = String.valueOf(value);
        if (!text.isEmpty()) {
            lines.add("%-17s %s".formatted(what, text));
        }
    }

    private static void bytes(List<String> lines, ByteBuffer value) {
        int shown = Math.min(value.remaining(), HEX_BYTES_MAX);
        for (int at = 0; at < shown; at += HEX_BYTES_A_LINE) {
            lines.add(
                    "  " + LetterJson.hex(value.slice(value.position() + at, Math.min(HEX_BYTES_A_LINE, shown - at))));
        }
        if (shown < value.remaining()) {
            lines.add("  and " + (value.remaining() - shown) + " bytes more");
        }
    }
}

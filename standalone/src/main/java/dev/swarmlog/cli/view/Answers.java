package dev.swarmlog.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What each of several agents said that were asked at once. */
public final class Answers {
    private static final int CHARS_MAX = 80;

    private Answers() {}

    public static List<String> lines(List<GatheredAnswer> answers) {
        Table table = Table.of("AGENT", "STATUS", "ANSWER");
        for (GatheredAnswer answer : answers) {
            boolean missing = answer.getStatus() == ReplyStatus.UNKNOWN;
            table.row(
                    answer.getAgentId().isEmpty() ? "-" : answer.getAgentId(),
                    missing ? "MISSING" : answer.getStatus(),
                    answer.getStatus() == ReplyStatus.COMPLETED
                            ? shortened(text(answer.getResult()))
                            : shortened(answer.getError()));
        }
        return table.lines();
    }

    public static void put(List<GatheredAnswer> answers, ObjectNode into) {
        ArrayNode all = into.putArray("answers");
        for (GatheredAnswer answer : answers) {
            ObjectNode one = all.addObject()
                    .put("agentId", answer.getAgentId())
                    .put("status", answer.getStatus().name());
            if (answer.getStatus() == ReplyStatus.COMPLETED) {
                one.set("result", Json.payload(answer.getContentType(), answer.getResult()));
            } else {
                one.put("errorClass", answer.getErrorClass().name()).put("error", answer.getError());
            }
        }
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= CHARS_MAX ? line : line.substring(0, CHARS_MAX - 3) + "...";
    }
}

package dev.swarmlog.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswersTest {
    private static final List<GatheredAnswer> ANSWERS = List.of(
            answer("a", ReplyStatus.COMPLETED, "", "{\"n\":1}"),
            answer("b", ReplyStatus.FAILED, "sold out", ""),
            answer("", ReplyStatus.UNKNOWN, "", ""));

    private static GatheredAnswer answer(String agentId, ReplyStatus status, String error, String result) {
        return new GatheredAnswer(
                agentId,
                status,
                ErrorClass.NONE,
                error,
                new Usage(0L, 0L, 0L),
                "application/json",
                ByteBuffer.wrap(result.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void peopleSeeWhoSaidWhatAndWhoIsMissing() {
        assertThat(Answers.lines(ANSWERS))
                .satisfiesExactly(
                        heading -> assertThat(heading).startsWith("AGENT"),
                        first -> assertThat(first).contains("a", "COMPLETED", "{\"n\":1}"),
                        second -> assertThat(second).contains("b", "FAILED", "sold out"),
                        third -> assertThat(third).contains("-", "MISSING"));
    }

    @Test
    void programsGetResultsAsTheyAre() {
        ObjectNode json = Json.object();

        Answers.put(ANSWERS, json);

        assertThat(json.toString())
                .isEqualTo("{\"answers\":[{\"agentId\":\"a\",\"status\":\"COMPLETED\",\"result\":{\"n\":1}},"
                        + "{\"agentId\":\"b\",\"status\":\"FAILED\",\"errorClass\":\"NONE\",\"error\":\"sold out\"},"
                        + "{\"agentId\":\"\",\"status\":\"UNKNOWN\",\"errorClass\":\"NONE\",\"error\":\"\"}]}");
    }
}

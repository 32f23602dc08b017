package dev.swarmlog.saga.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Trigger;
import dev.swarmlog.saga.core.fact.Place;
import dev.swarmlog.schemas.TrustedTypes;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static final AttemptId ID = new AttemptId("s-1", 1, Place.of(0), false, 1);

    static {
        TrustedTypes.allow();
    }

    private static Reply.Builder reply(String agentId, String result) {
        return Reply.newBuilder()
                .setMessageId(ID.toString())
                .setStatus(ReplyStatus.COMPLETED)
                .setAgentId(agentId)
                .setSubmittedAtMs(0)
                .setRepliedAtMs(0)
                .setResult(bytes(result));
    }

    private static GatheredAnswer answer(ReplyStatus status, String type, String result) {
        return GatheredAnswer.newBuilder()
                .setAgentId("a")
                .setStatus(status)
                .setContentType(type)
                .setResult(bytes(result))
                .build();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String output(Reply reply) {
        Trigger trigger = Replies.trigger(ID, reply);
        assertThat(trigger).isInstanceOf(Trigger.Succeeded.class);
        return ((Trigger.Succeeded) trigger).output().text();
    }

    @Test
    void jsonIsTheOutputAndAnythingElseAString() {
        assertThat(output(reply("a", "{\"x\":1}").build())).isEqualTo("{\"x\":1}");
        assertThat(output(reply("a", "one").setContentType("text/plain").build()))
                .isEqualTo("\"one\"");
        assertThat(output(reply("a", "").build())).isEqualTo("null");
    }

    @Test
    void ofSeveralAgentsTheOutputIsWhatThoseSaidWhoAnswered() {
        Reply all = reply("", "")
                .setAnswers(List.of(
                        answer(ReplyStatus.COMPLETED, "application/json", "{\"x\":1}"),
                        answer(ReplyStatus.FAILED, "application/json", ""),
                        answer(ReplyStatus.COMPLETED, "text/plain", "two")))
                .build();

        assertThat(output(all)).isEqualTo("[{\"x\":1},\"two\"]");
    }

    @Test
    void whereOneOfThemIsChosenTheOutputIsItsOwn() {
        List<GatheredAnswer> answers = List.of(
                answer(ReplyStatus.COMPLETED, "application/json", "1"),
                answer(ReplyStatus.COMPLETED, "application/json", ""));

        assertThat(output(reply("a", "1").setAnswers(answers).build())).isEqualTo("1");
        assertThat(output(reply("a", "").setAnswers(answers).build())).isEqualTo("null");
    }

    @Test
    void anAnswerThatIsNoJsonFailsTheAttempt() {
        Reply all = reply("", "")
                .setAnswers(List.of(answer(ReplyStatus.COMPLETED, "application/json", "{")))
                .build();

        assertThat(Replies.trigger(ID, all)).isInstanceOf(Trigger.Failed.class);
    }
}

package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is wrong is told to whoever did it; the saga that it was meant for stays as it was, and others go on. */
class SagaBadInputTest {
    private static final String STEADY = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: steady
              version: 1.0.0
            spec:
              input: {type: object, required: [amount], properties: {amount: {type: number}}}
            steps:
              one: {task: one, compensate: {task: undo}}
              two: {task: two, after: one}
            """;
    private static final String FLAWED = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: flawed
              version: 1.0.0
            steps:
              one: {task: one, compensate: {task: undo}}
              two: STEP
              three: {task: three, after: two}
            """;

    private final SagaRig rig = new SagaRig();

    @BeforeEach
    void aWitnessIsHalfWay() {
        rig.deploy(STEADY);
        rig.start("steady", "witness", "{\"amount\":4}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "START | new | nothing | | {} | no definition of 'nothing' is deployed",
                "START | new | steady | 7.0.0 | {} | no definition of 'steady' in version 7.0.0 is deployed",
                "START | new | steady | | {\"amount\":\"much\"} | input: amount: number is expected, found 'much'",
                "START | new | steady | | {\"amount\" | json: JSON is expected: Unexpected end-of-input",
                "START | witness | other | | {} | sagaId: it is that of a saga 'steady'",
                "SIGNAL | done | | go | 1 | it has ended",
                "SIGNAL | nobody | | go | 1 | no saga 'nobody' is known: it never was, or it ended and is forgotten",
                "SIGNAL | witness | | go | {1} | json: JSON is expected: Unexpected character",
                "ANSWER | witness | | two | null | it has no step two that asks a person",
                "ANSWER | witness | | three | null | three",
                "RETRY | witness | | three | null | three",
                "SKIP | witness | | three | null | three",
                "RESOLVE | witness | | | null | nothing of it needs a person",
                "CANCEL | done | | | null | it came too late to change anything (TOO_LATE)"
            })
    void aCommandThatCannotBeObeyedChangesNothing(
            SagaCommandKind kind, String sagaId, String name, String target, String json, String error) {
        rig.start("steady", "done", "{\"amount\":1}");
        List<Message> messages = rig.takeMessages();
        rig.reply(SagaRig.did(messages.get(1), "1"));
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
        rig.replies();
        List<ByteBuffer> before = stored();
        int events = rig.events().size();

        SagaCommand.Builder command = rig.command(kind, sagaId).setJson(json);
        if (kind == SagaCommandKind.START) {
            command.setName(name).setVersion(target == null ? "" : target);
        } else {
            command.setTarget(target == null ? "" : target);
        }
        rig.send(command);
        rig.pass(Duration.ofSeconds(4));

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getError()).contains(error);
        assertThat(stored()).isEqualTo(before);
        assertThat(rig.events()).hasSize(events);
        rig.reply(SagaRig.did(messages.get(0), "1"));
        assertThat(rig.reply().getMessageId()).isEqualTo("START witness");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{task: two, after: one, when: \"input.list[0] / 0 > 1\"} | / by zero",
                "{task: two, after: one, input: {part: \"${1 / input.zero}\"}} | / by zero",
                "{task: two, after: one, output: result.lost.more} | lost",
                "{kind: MAP, task: two, after: one, over: input.zero} | a list is expected",
                "{kind: MAP, task: two, after: one, over: \"[1, 2]\", input: \"${item / input.zero}\"} | / by zero",
                "{kind: TIMER, after: one, delay: \"${input.list}\"} | a duration",
                "{kind: APPROVAL, after: one, question: \"${input.lost}\"} | input has no field 'lost'",
                "{task: two, after: one, when: \"input.list.all(x, input.list.all(y, x + y >= 0))\"} | it takes more than 100000 steps",
                "{task: two, after: one, input: \"${input.list.map(x, input.list)}\"} | it takes more than 100000 steps",
                "{task: two, after: one, input: [\"${input.text}\", \"${input.text}\"]} | an input of 280007 bytes, and the limit is 262144"
            })
    void anExpressionThatHasNoValueFailsItsSagaAlone(String step, String cause) {
        rig.deploy(FLAWED.replace("STEP", step));
        List<Message> waiting = rig.takeMessages();
        rig.start("flawed", "bad", input());

        List<String> done = assertTimeout(Duration.ofSeconds(10), () -> rig.work(message -> SagaRig.did(message, "1")));

        assertThat(done).containsSubsequence("one", "undo").doesNotContain("three");
        SagaStatus status = status("bad");
        assertThat(status.getState()).isEqualTo(SagaState.COMPENSATED);
        assertThat(status.getCause()).contains(cause);
        assertThat(rig.reply().getError()).contains(cause);
        waiting.forEach(message -> rig.reply(SagaRig.did(message, "1")));
        assertThat(rig.reply().getMessageId()).isEqualTo("START witness");
    }

    @Test
    void whatCannotBeUndoneForWantOfAValueNeedsAPerson() {
        rig.deploy(FLAWED.replace("task: undo", "task: undo, input: \"${1 / input.zero}\"")
                .replace("STEP", "{task: two}"));
        rig.start("flawed", "bad", "{\"zero\":0}");
        rig.work(message -> message.getType().equals("two")
                ? SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no")
                : SagaRig.did(message, "1"));

        assertThat(status("bad").getState()).isEqualTo(SagaState.NEEDS_ATTENTION);
        assertThat(rig.alerts())
                .extracting(Alert::getMessage)
                .singleElement()
                .asString()
                .contains("/ by zero");
        rig.send(rig.command(SagaCommandKind.SKIP, "bad").setTarget("one"));
        assertThat(status("bad").getState()).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void aDefinitionThatWasLeftOutSaysWhy() {
        rig.deploy(STEADY.replace("name: steady", "name: broken").replace("task: two", "tusk: two"));

        rig.start("broken", "new", "{\"amount\":1}");
        rig.pass(Duration.ofSeconds(4));

        assertThat(rig.reply().getError())
                .startsWith("no definition of 'broken' is deployed; broken@1.0.0 is left out: ")
                .contains("two: there is no field 'tusk' here; did you mean 'task'?");
    }

    private List<ByteBuffer> stored() {
        return rig.stored().stream()
                .map(bytes -> ByteBuffer.wrap(bytes.clone()))
                .toList();
    }

    private SagaStatus status(String sagaId) {
        return Objects.requireNonNull(rig.status(sagaId), sagaId);
    }

    private static String input() {
        String list = IntStream.range(0, 20_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return "{\"zero\":0,\"text\":\"" + "x".repeat(140_000) + "\",\"list\":[" + list + "]}";
    }
}

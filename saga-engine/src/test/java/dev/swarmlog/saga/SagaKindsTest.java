package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each kind of step, and what people can tell a saga, through the whole topology. */
class SagaKindsTest {
    private static final String HEAD = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: NAME
              version: 1.0.0
            steps:
            """;

    private final SagaRig rig = new SagaRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aSubSagaIsTheWorkOfAStep() {
        deploy("child", "  work: {task: child.work, compensate: {task: child.undo}}\n");
        deploy("parent", """
                  below: {kind: SUB_SAGA, saga: child, input: "${input}"}
                  after: {task: parent.work, after: below}
                """);
        rig.start("parent", "p-1", "{\"a\":1}");
        rig.pass(Duration.ofMillis(100));

        List<String> done = rig.work(message -> SagaRig.did(message, "7"));

        assertThat(done).containsExactly("child.work", "parent.work");
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aSubSagaThatWasCompletedIsUndoneWithItsParent() {
        deploy("child", "  work: {task: child.work, compensate: {task: child.undo}}\n");
        deploy("parent", """
                  below: {kind: SUB_SAGA, saga: child}
                  after: {task: parent.work, after: below}
                """);
        rig.start("parent", "p-1", "{}");

        List<String> done = rig.work(message -> message.getType().equals("parent.work")
                ? SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no")
                : SagaRig.did(message, "7"));

        assertThat(done).startsWith("child.work", "parent.work");
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(state("p-1")).isEqualTo(SagaState.COMPENSATED);
    }

    @Test
    void aSubSagaThatFailsFailsItsStep() {
        deploy("child", "  work: {task: child.work}\n");
        deploy("parent", "  below: {kind: SUB_SAGA, saga: child}\n");
        rig.start("parent", "p-1", "{}");

        rig.work(message -> SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no paper"));

        assertThat(rig.reply().getError()).contains("no paper");
    }

    @Test
    void aSubSagaOfAnUnknownNameFailsItsStep() {
        deploy("parent", "  below: {kind: SUB_SAGA, saga: nobody}\n");
        rig.start("parent", "p-1", "{}");

        rig.pass(Duration.ofSeconds(4));

        assertThat(rig.reply().getError()).contains("no definition of 'nobody'");
    }

    @Test
    void aCancelledParentCancelsItsSubSaga() {
        deploy("child", "  work: {task: child.work}\n  more: {task: child.more, after: work}\n");
        deploy("parent", "  below: {kind: SUB_SAGA, saga: child}\n");
        rig.start("parent", "p-1", "{}");
        Message work = rig.takeMessages().get(0);

        rig.send(rig.command(SagaCommandKind.CANCEL, "p-1").setReason("enough"));
        rig.reply(SagaRig.did(work, "1"));

        assertThat(rig.work(message -> SagaRig.did(message, "1"))).isEmpty();
        assertThat(rig.replies()).hasSize(2);
        assertThat(state("p-1")).isEqualTo(SagaState.CANCELLED);
    }

    @Test
    void aStepThatMayBeDoneTwiceIsSentAheadOfItsCommitAndItsUndoingIsNot() {
        deploy("fast", """
                  one: {task: one, idempotent: true, compensate: {task: undo}}
                  two: {task: two, after: one}
                """);
        rig.start("fast", "f-1", "{}");
        assertThat(rig.ahead())
                .singleElement()
                .satisfies(message -> assertThat(message.getType()).isEqualTo("one"));
        assertThat(rig.takeMessages()).isEmpty();

        rig.reply(SagaRig.did(rig.ahead().get(0), "1"));

        assertThat(rig.work(message -> message.getType().equals("two")
                        ? SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no")
                        : SagaRig.did(message, "1")))
                .containsExactly("two", "undo");
        assertThat(rig.ahead()).hasSize(1);
    }

    @Test
    void aSignalIsWaitedForAndCountsOnceUnderItsKey() {
        deploy("waiting", """
                  hear: {kind: WAIT_SIGNAL, signal: go, timeout: 7d}
                  work: {task: work, after: hear, input: "${steps.hear.output}"}
                """);
        rig.start("waiting", "w-1", "{}");
        assertThat(rig.takeMessages()).isEmpty();

        rig.send(rig.command(SagaCommandKind.SIGNAL, "w-1")
                .setTarget("go")
                .setJson("{\"n\":5}")
                .setIdempotencyKey("k"));
        rig.send(rig.command(SagaCommandKind.SIGNAL, "w-1").setTarget("go").setIdempotencyKey("k"));

        assertThat(rig.takeMessages())
                .singleElement()
                .satisfies(message -> assertThat(StandardCharsets.UTF_8
                                .decode(message.getPayload().duplicate())
                                .toString())
                        .isEqualTo("{\"n\":5}"));
        assertThat(rig.replies()).hasSize(2);
    }

    @Test
    void aPersonIsAskedAndAnswers() {
        deploy("asking", """
                  ask: {kind: APPROVAL, question: "publish it?"}
                  work: {task: work, after: ask}
                """);
        rig.start("asking", "a-1", "{}");
        assertThat(rig.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.getMessage()).contains("publish it?"));

        rig.send(rig.command(SagaCommandKind.ANSWER, "a-1")
                .setTarget("ask")
                .setApproved(true)
                .setBy("ann"));

        assertThat(rig.work(message -> SagaRig.did(message, "1"))).containsExactly("work");
        assertThat(rig.replies()).extracting(Reply::getStatus).containsOnly(ReplyStatus.COMPLETED);
    }

    @Test
    void aTimerGoesOffThoughTheEngineDiesMeanwhile() {
        deploy("sleeping", """
                  nap: {kind: TIMER, delay: 1h}
                  work: {task: work, after: nap}
                """);
        rig.start("sleeping", "s-1", "{}");

        rig.pass(Duration.ofMinutes(59));
        assertThat(rig.takeMessages()).isEmpty();
        rig.crash();
        rig.pass(Duration.ofMinutes(2));

        assertThat(rig.takeMessages()).hasSize(1);
    }

    @Test
    void aMapWorksOnEachElement() {
        deploy("mapping", """
                  each: {kind: MAP, over: input.items, task: part, parallel: 2, input: {n: "${item}", at: "${index}"}}
                """);
        rig.start("mapping", "m-1", "{\"items\":[1,2,3,4,5]}");
        List<Message> first = rig.takeMessages();
        assertThat(first).hasSize(2);
        first.forEach(message -> rig.reply(SagaRig.did(message, "\"x\"")));

        assertThat(rig.work(message -> SagaRig.did(message, "\"x\""))).hasSize(3);

        Reply reply = rig.reply();
        assertThat(StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString())
                .contains("[\"x\",\"x\",\"x\",\"x\",\"x\"]");
    }

    @Test
    void aPausedSagaBeginsNothingUntilItIsResumed() {
        deploy("two", "  one: {task: one}\n  two: {task: two, after: one}\n");
        rig.start("two", "t-1", "{}");
        Message one = rig.takeMessages().get(0);
        rig.send(rig.command(SagaCommandKind.PAUSE, "t-1").setBy("ann").setReason("lunch"));
        rig.reply(SagaRig.did(one, "1"));
        assertThat(rig.takeMessages()).isEmpty();
        assertThat(state("t-1")).isEqualTo(SagaState.PAUSED);

        rig.send(rig.command(SagaCommandKind.RESUME, "t-1").setBy("ann"));

        assertThat(rig.takeMessages()).hasSize(1);
    }

    @Test
    void aStepThatCannotBeUndoneNeedsAPersonWhoSkipsIt() {
        deploy("stuck", """
                  one: {task: one, compensate: {task: undo, retry: {attempts: 1}}}
                  two: {task: two, after: one}
                """);
        rig.start("stuck", "s-1", "{}");
        rig.work(message -> message.getType().equals("one")
                ? SagaRig.did(message, "1")
                : SagaRig.failed(message, ErrorClass.NON_RETRYABLE, "no"));
        assertThat(state("s-1")).isEqualTo(SagaState.NEEDS_ATTENTION);
        assertThat(rig.alerts()).anyMatch(alert -> alert.getCode().equals("saga.needs-attention"));
        assertThat(rig.replies()).isEmpty();

        rig.send(rig.command(SagaCommandKind.SKIP, "s-1").setTarget("one").setBy("ann"));

        assertThat(state("s-1")).isEqualTo(SagaState.COMPENSATED);
        assertThat(rig.replies()).hasSize(2);
    }

    private void deploy(String name, String steps) {
        rig.deploy(HEAD.replace("NAME", name) + steps.indent(steps.startsWith("  ") ? 0 : 2));
    }

    private SagaState state(String sagaId) {
        SagaStatus status = Objects.requireNonNull(rig.status(sagaId), sagaId);
        return status.getState();
    }
}

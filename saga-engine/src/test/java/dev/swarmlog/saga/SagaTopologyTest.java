package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.saga.core.Saga;
import dev.swarmlog.saga.history.Fold;
import dev.swarmlog.saga.history.Lineage;
import dev.swarmlog.saga.history.Packed;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommand;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import dev.swarmlog.v1.SagaStatus;
import dev.swarmlog.v1.SagaStepState;
import dev.swarmlog.v1.SagaStepStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SagaTopologyTest {
    private static final String ORDER = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: order
              version: 1.0.0
            spec:
              input: {type: object, required: [amount]}
              retry: {attempts: 3, initial: 100ms, max: 1s}
            steps:
              reserve:
                task: stock.reserve
                compensate: {task: stock.release, input: {of: "${input.amount}"}}
              charge:
                task: payments.charge@^2
                after: reserve
                input: {amount: "${input.amount}", part: "${100 / input.amount}"}
                timeout: 30s
                compensate: {task: payments.refund, input: {of: "${input.amount}"}}
              ship:
                task: parcels.ship
                after: charge
            """;

    private final SagaRig rig = new SagaRig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aSagaOfThreeStepsRunsToItsEndAndAnswers() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");

        List<String> done = rig.work(message -> SagaRig.did(message, "{\"did\":\"" + message.getType() + "\"}"));

        assertThat(done).containsExactly("stock.reserve", "payments.charge", "parcels.ship");
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(reply.getMessageId()).isEqualTo("START o-1");
        assertThat(text(reply)).contains("parcels.ship");
        SagaStatus status = Objects.requireNonNull(rig.status("o-1"));
        assertThat(status.getState()).isEqualTo(SagaState.COMPLETED);
        assertThat(status.getSteps()).extracting(SagaStepStatus::getState).containsOnly(SagaStepState.COMPLETED);
        assertThat(status.getSpent().getTokensIn()).isEqualTo(9);
        assertThat(rig.events()).hasSize(4);
        assertFolds("o-1");
    }

    @Test
    void aStepIsAMessageThatNamesItsAttempt() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));

        Message charge = rig.takeMessages().get(0);

        assertThat(charge.getMessageId()).startsWith("o-1/").endsWith("/1/f1");
        assertThat(charge.getRouting().getVersionRange()).isEqualTo("^2");
        assertThat(charge.getReplyTopic()).isEqualTo("sagas.replies");
        assertThat(charge.getReplyPartition()).isZero();
        assertThat(charge.getCorrelationKey()).isEqualTo("o-1");
        assertThat(charge.getMaxAttempts()).isEqualTo(1);
        assertThat(charge.getDeadlineMs() - charge.getSubmittedAtMs())
                .as("its time-out, and time to stop when the saga takes it back then")
                .isEqualTo(35_000);
        assertThat(StandardCharsets.UTF_8
                        .decode(charge.getPayload().duplicate())
                        .toString())
                .contains("\"amount\"", "25");
    }

    @Test
    void whatWasDoneIsUndoneWhenAStepFails() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");

        List<String> done = rig.work(shipFails(ErrorClass.NON_RETRYABLE));

        assertThat(done)
                .containsExactly(
                        "stock.reserve", "payments.charge", "parcels.ship", "payments.refund", "stock.release");
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getError()).contains("COMPENSATED").contains("no lorry");
        SagaStatus status = Objects.requireNonNull(rig.status("o-1"));
        assertThat(status.getState()).isEqualTo(SagaState.COMPENSATED);
        assertThat(status.getCause()).contains("no lorry");
        assertFolds("o-1");
    }

    @Test
    void aFailureThatMayPassIsTriedAgainAfterAPause() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        assertThat(rig.work(shipFails(ErrorClass.RETRYABLE))).hasSize(3);

        rig.pass(Duration.ofSeconds(2));

        List<Message> again = rig.takeMessages();
        assertThat(again)
                .singleElement()
                .satisfies(message -> assertThat(message.getMessageId()).endsWith("/2/f2"));
        rig.reply(SagaRig.did(again.get(0), "true"));
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertFolds("o-1");
    }

    @Test
    void whatNobodyAnswersTimesOut() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
        rig.takeMessages();

        rig.pass(Duration.ofSeconds(29));
        assertThat(rig.takeMessages()).isEmpty();
        rig.pass(Duration.ofSeconds(3));
        rig.pass(Duration.ofSeconds(2)); // the pause before the next attempt

        assertThat(rig.takeMessages())
                .singleElement()
                .satisfies(message -> assertThat(message.getMessageId()).endsWith("/1/f2"));
    }

    @Test
    void anAnswerThatComesTwiceCountsOnce() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        Message reserve = rig.takeMessages().get(0);

        rig.reply(SagaRig.did(reserve, "1"));
        rig.reply(SagaRig.did(reserve, "2"));
        rig.reply(SagaRig.failed(reserve, ErrorClass.NON_RETRYABLE, "no"));

        assertThat(rig.takeMessages()).hasSize(1);
        assertThat(rig.events()).hasSize(2);
    }

    @Test
    void aStartThatComesAgainIsOneSagaAndAllHearItsEnd() {
        rig.deploy(ORDER);
        String id = SagaCommands.idOf("order", "k-1");
        rig.send(rig.command(SagaCommandKind.START, id)
                .setName("order")
                .setIdempotencyKey("k-1")
                .setJson("{\"amount\":4}"));
        rig.send(rig.command(SagaCommandKind.START, id)
                .setName("order")
                .setIdempotencyKey("k-1")
                .setJson("{\"amount\":4}")
                .setCorrelationKey("again"));

        assertThat(rig.work(message -> SagaRig.did(message, "1"))).hasSize(3);
        rig.send(rig.command(SagaCommandKind.START, id)
                .setName("order")
                .setIdempotencyKey("k-1")
                .setJson("{\"amount\":4}")
                .setCorrelationKey("late"));

        assertThat(rig.replies())
                .allMatch(reply -> reply.getStatus() == ReplyStatus.COMPLETED)
                .extracting(Reply::getMessageId)
                .containsExactly("START " + id, "again", "late");
        rig.send(rig.command(SagaCommandKind.START, "mine").setName("order").setIdempotencyKey("k-1"));
        assertThat(rig.reply().getError()).contains("idempotencyKey").contains(id);
    }

    @Test
    void anEngineThatBeginsAnewGoesOnWhereTheOneBeforeItWas() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.crash();
        Message reserve = rig.takeMessages().get(0);
        rig.reply(SagaRig.did(reserve, "1"));
        rig.crash();
        rig.takeMessages();

        rig.pass(Duration.ofSeconds(33)); // the timer was rebuilt, too
        rig.pass(Duration.ofSeconds(2));

        List<Message> again = rig.takeMessages();
        assertThat(again)
                .singleElement()
                .satisfies(message -> assertThat(message.getMessageId()).endsWith("/1/f2"));
        rig.crash();
        rig.reply(SagaRig.did(again.get(0), "1"));
        rig.work(message -> SagaRig.did(message, "1"));
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertFolds("o-1");
    }

    @Test
    void anEndedSagaIsForgottenInTimeAndLeavesNothingBehind() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.work(message -> SagaRig.did(message, "1"));
        assertThat(rig.stored()).hasSize(1);

        rig.pass(Duration.ofMinutes(11));

        assertThat(rig.stored()).isEmpty();
        assertThat(rig.isForgotten("o-1")).isTrue();
    }

    @Test
    void aStartWaitsForADefinitionThatWasDeployedAMomentAgo() {
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.pass(Duration.ofMillis(500));
        assertThat(rig.replies()).isEmpty();

        rig.deploy(ORDER);
        rig.pass(Duration.ofMillis(100));

        assertThat(rig.takeMessages()).hasSize(1);
    }

    @Test
    void whatIsWrongIsToldAndOthersGoOn() {
        rig.deploy(ORDER);
        rig.start("order", "good", "{\"amount\":4}");

        rig.start("nothing", "o-1", "{}");
        rig.pass(Duration.ofSeconds(4));
        assertThat(rig.reply().getError()).contains("no definition of 'nothing'");
        rig.start("order", "o-2", "{\"total\":4}");
        assertThat(rig.reply().getError()).contains("input").contains("amount");
        rig.start("order", "o-3", "{\"amount\":");
        assertThat(rig.reply().getError()).contains("JSON");
        rig.send(rig.command(SagaCommandKind.CANCEL, "o-4"));
        assertThat(rig.reply().getError()).contains("no saga 'o-4'");
        rig.start("order", "x".repeat(200), "{\"amount\":4}");
        assertThat(rig.reply().getError()).contains("180");

        assertThat(rig.work(message -> SagaRig.did(message, "1"))).hasSize(3);
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void anExpressionThatDividesByZeroFailsItsSagaAlone() {
        rig.deploy(ORDER);
        rig.start("order", "bad", "{\"amount\":0}");
        rig.start("order", "good", "{\"amount\":4}");

        rig.work(message -> SagaRig.did(message, "1"));

        List<Reply> replies = rig.replies();
        assertThat(replies)
                .filteredOn(reply -> reply.getMessageId().equals("START bad"))
                .singleElement()
                .satisfies(reply -> assertThat(reply.getError()).contains("COMPENSATED"));
        assertThat(replies)
                .filteredOn(reply -> reply.getMessageId().equals("START good"))
                .singleElement()
                .satisfies(reply -> assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED));
    }

    @Test
    void anAnswerThatIsTooLargeOrNoJsonFailsItsStep() {
        rig.deploy(ORDER);
        rig.start("order", "large", "{\"amount\":4}");
        rig.start("order", "broken", "{\"amount\":4}");
        List<Message> reserves = rig.takeMessages();
        rig.reply(SagaRig.did(reserves.get(0), "\"" + "x".repeat(300_000) + "\""));
        rig.reply(SagaRig.did(reserves.get(1), "{\"a\":"));

        rig.work(message -> SagaRig.did(message, "1"));

        assertThat(rig.replies()).hasSize(2).allMatch(reply -> reply.getStatus() == ReplyStatus.FAILED);
        assertThat(Objects.requireNonNull(rig.status("large")).getCause()).contains("OVERSIZED");
        assertThat(Objects.requireNonNull(rig.status("broken")).getCause()).contains("JSON");
    }

    @Test
    void aSignalForAnEndedSagaIsRefused() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.work(message -> SagaRig.did(message, "1"));
        rig.replies();

        rig.send(rig.command(SagaCommandKind.SIGNAL, "o-1").setTarget("go").setJson("1"));

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void aCancelledSagaUndoesWhatWasDone() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
        Message charge = rig.takeMessages().get(0);

        rig.send(rig.command(SagaCommandKind.CANCEL, "o-1").setBy("eve").setReason("changed my mind"));

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        rig.reply(SagaRig.did(charge, "1"));
        assertThat(rig.work(message -> SagaRig.did(message, "1"))).containsExactly("payments.refund", "stock.release");
        assertThat(rig.reply().getError()).contains("CANCELLED");
        assertThat(Objects.requireNonNull(rig.status("o-1")).getState()).isEqualTo(SagaState.CANCELLED);
    }

    @Test
    void aCancelledSagaLeavesNothingBehindThatRetentionDoesNotName() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
        Message charge = rig.takeMessages().get(0);
        rig.send(rig.command(SagaCommandKind.CANCEL, "o-1"));
        rig.reply(SagaRig.failed(charge, ErrorClass.NON_RETRYABLE, "withdrawn"));
        rig.work(message -> SagaRig.did(message, "1"));
        rig.replies();

        rig.pass(Duration.ofMinutes(11));
        rig.crash();
        rig.pass(Duration.ofDays(1));

        assertThat(rig.stored()).isEmpty();
        assertThat(rig.isForgotten("o-1")).isTrue();
        assertThat(rig.takeMessages()).isEmpty();
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.alerts()).isEmpty();
    }

    @Test
    void aDamagedCheckpointStopsItsSagaAloneUntilItIsRebuilt() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.start("order", "good", "{\"amount\":4}");
        List<Message> reserves = rig.takeMessages();
        rig.damage("o-1");

        reserves.forEach(message -> rig.reply(SagaRig.did(message, "1")));

        assertThat(rig.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.getCode()).isEqualTo("saga.quarantined"));
        assertThat(Objects.requireNonNull(rig.status("o-1")).getState()).isEqualTo(SagaState.QUARANTINED);
        assertThat(rig.work(message -> SagaRig.did(message, "1"))).hasSize(2);
        assertThat(rig.reply().getMessageId()).isEqualTo("START good");
        rig.send(rig.command(SagaCommandKind.PAUSE, "o-1"));
        assertThat(rig.reply().getError()).contains("stands still");

        rig.send(rig.command(SagaCommandKind.REBUILD, "o-1").setEvents(history("o-1")));
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        rig.reply(SagaRig.did(reserves.get(0), "1"));
        assertThat(rig.work(message -> SagaRig.did(message, "1"))).hasSize(2);
        assertThat(rig.reply().getMessageId()).isEqualTo("START o-1");
        assertFolds("o-1");
    }

    @Test
    void aSagaGoesOnFromAnEarlierMomentOfAnother() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.work(shipFails(ErrorClass.NON_RETRYABLE));
        rig.replies();

        rig.send(reset("o-2", "2", history("o-1")));

        assertThat(rig.reply().getStatus()).as("it has begun").isEqualTo(ReplyStatus.COMPLETED);
        assertThat(rig.work(message -> SagaRig.did(message, "1")))
                .as("what was undone is done again")
                .containsExactly("stock.reserve", "payments.charge", "parcels.ship");
        assertThat(Objects.requireNonNull(rig.status("o-2")).getState()).isEqualTo(SagaState.COMPLETED);
        assertFolds("o-2", new Lineage(this::values, rig::event).of("o-2"));
    }

    @Test
    void aSagaGoesOnFromOneThatWentOnFromAnother() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.work(message -> SagaRig.did(message, "1"));
        rig.send(reset("o-2", "2", history("o-1")));
        rig.work(message -> SagaRig.did(message, "1"));
        rig.replies();

        rig.send(rig.command(SagaCommandKind.RESET, "o-3")
                .setTarget("2")
                .setEvents(Packed.pack(new Lineage(this::values, rig::event).of("o-2"))));

        assertThat(rig.work(message -> SagaRig.did(message, "1"))).containsExactly("parcels.ship");
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertFolds("o-3", new Lineage(this::values, rig::event).of("o-3"));
    }

    @Test
    void aResetThatCannotBeSaysWhy() {
        rig.deploy(ORDER);
        rig.start("order", "going", "{\"amount\":4}");
        rig.takeMessages();
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.work(message -> SagaRig.did(message, "1"));
        rig.replies();
        List<ByteBuffer> history = history("o-1");

        rig.send(reset("n", "1", history("going")));
        assertThat(rig.reply().getError()).contains("saga going goes on");
        rig.send(reset("n", "9", history));
        assertThat(rig.reply().getError()).contains("a version of 1 to 4 of saga o-1 is expected, found '9'");
        rig.send(reset("n", "4", history));
        assertThat(rig.reply().getError()).contains("was completed at that moment");
        rig.send(reset("n", "2", history.subList(1, 4)));
        assertThat(rig.reply().getError()).contains("event 1", "what came before is not there any more");
        rig.send(reset("n", "2", List.of(history.get(0), history.get(2))));
        assertThat(rig.reply().getError()).contains("event 2: version 2 is expected, found 3");
        rig.send(reset("n", "2", List.of()));
        assertThat(rig.reply().getError()).contains("there is no event");
        rig.send(reset("n", "2", List.of(ByteBuffer.wrap(new byte[] {0x1f, 1}))));
        assertThat(rig.reply().getError()).contains("not what was packed");
        rig.send(reset("o-1", "2", history));
        assertThat(rig.reply().getError()).contains("a new one is expected");
    }

    @Test
    void whatCannotBeRebuiltCanBeLetGo() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{\"amount\":4}");
        rig.takeMessages();
        rig.damage("o-1");
        rig.send(rig.command(SagaCommandKind.REBUILD, "o-1")
                .setEvents(history("o-1").subList(0, 0)));
        assertThat(rig.reply().getError()).contains("there is no event");

        rig.send(rig.command(SagaCommandKind.RESOLVE, "o-1").setBy("eve"));

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(rig.isForgotten("o-1")).isTrue();
        assertThat(rig.stored()).isEmpty();
        rig.start("order", "o-1", "{\"amount\":4}");
        assertThat(rig.takeMessages()).hasSize(1);
    }

    private SagaCommand.Builder reset(String newId, String version, List<ByteBuffer> events) {
        return rig.command(SagaCommandKind.RESET, newId).setTarget(version).setEvents(events);
    }

    private List<byte[]> values(String sagaId) {
        return rig.events().stream()
                .filter(record -> rig.event(record).getSagaId().equals(sagaId))
                .toList();
    }

    private void assertFolds(String sagaId, List<byte[]> lineage) {
        Fold fold = Fold.of(lineage.stream().map(ByteBuffer::wrap).toList(), rig::event);
        assertThat(fold.problem()).isEmpty();
        assertThat(fold.saga()).isEqualTo(rig.saga(sagaId));
    }

    private static Function<Message, Reply> shipFails(ErrorClass why) {
        return message -> message.getType().equals("parcels.ship")
                ? SagaRig.failed(message, why, "no lorry")
                : SagaRig.did(message, "1");
    }

    private List<ByteBuffer> history(String sagaId) {
        return rig.events().stream()
                .filter(record -> rig.event(record).getSagaId().equals(sagaId))
                .map(ByteBuffer::wrap)
                .toList();
    }

    /** The replay law: what the log says makes the saga that is stored. */
    private void assertFolds(String sagaId) {
        Fold fold = Fold.of(history(sagaId), rig::event);
        assertThat(fold.problem()).isEmpty();
        Saga stored = rig.saga(sagaId);
        assertThat(fold.saga()).isEqualTo(stored);
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
    }
}

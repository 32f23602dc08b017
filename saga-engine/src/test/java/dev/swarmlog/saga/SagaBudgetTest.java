package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.BudgetAmounts;
import dev.swarmlog.v1.BudgetCommand;
import dev.swarmlog.v1.BudgetCommandKind;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an engine asks and tells budgets, and what it makes of their answers. */
final class SagaBudgetTest {
    private static final String RESEARCH = """
        apiVersion: swarmlog.dev/v1
        kind: Saga
        metadata:
          name: research
          version: 1.0.0
        spec: {budget: {name: acme/research, reserve: {tokens: 400, cost: 0.5}}, retry: {attempts: 1}}
        steps:
          draft: {task: llm.write, timeout: 30s, reserve: {tokens: 900, model: opus}, compensate: {task: shelf.clear}}
          check: {task: llm.check, after: draft}
        """;

    private final SagaRig rig = new SagaRig();

    @BeforeEach
    void begin() {
        rig.deploy(RESEARCH);
        rig.start("research", "s/1", "{}");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private static Reply says(BudgetCommand asked, ReplyStatus status, String error, String result) {
        return Reply.newBuilder()
                .setMessageId(asked.getReservationId())
                .setStatus(status)
                .setErrorClass(error.isEmpty() ? ErrorClass.NONE : ErrorClass.RESOURCE_EXHAUSTED)
                .setError(error)
                .setSubmittedAtMs(1)
                .setRepliedAtMs(1)
                .setResult(ByteBuffer.wrap(result.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private BudgetCommand asked() {
        List<BudgetCommand> all = rig.budgeted();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private SagaState state() {
        return Objects.requireNonNull(rig.status("s/1")).getState();
    }

    @Test
    void anAttemptIsSentWhenItsBudgetGrantsItAndSettledWithItsAnswer() {
        BudgetCommand reserve = asked();
        assertThat(reserve.getKind()).isEqualTo(BudgetCommandKind.RESERVE);
        assertThat(reserve.getBudget()).isEqualTo("acme");
        assertThat(reserve.getPath()).isEqualTo("acme/research/s_1");
        assertThat(reserve.getAmounts()).isEqualTo(new BudgetAmounts(900L, 500_000L, 1L, 0L));
        assertThat(reserve.getModel()).isEqualTo("opus");
        assertThat(reserve.getHoldMs()).as("longer than the attempt takes").isGreaterThan(30_000);
        assertThat(reserve.getReplyTopic()).isEqualTo("sagas.replies");
        assertThat(reserve.getCorrelationKey()).isEqualTo("s/1");
        assertThat(rig.takeMessages()).isEmpty();

        rig.reply(says(reserve, ReplyStatus.COMPLETED, "", "{\"verdict\":\"GRANTED\"}"));
        rig.reply(says(reserve, ReplyStatus.COMPLETED, "", "{\"verdict\":\"GRANTED\"}"));
        List<Message> sent = rig.takeMessages();
        assertThat(sent).extracting(Message::getType).containsExactly("llm.write");
        rig.pass(Duration.ofSeconds(2));
        rig.reply(SagaRig.did(sent.getFirst(), "1"));

        List<BudgetCommand> told = rig.budgeted();
        assertThat(told)
                .extracting(BudgetCommand::getKind)
                .containsExactly(BudgetCommandKind.SETTLE, BudgetCommandKind.RESERVE);
        assertThat(told.getFirst().getReservationId()).isEqualTo(reserve.getReservationId());
        assertThat(told.getFirst().getAmounts()).isEqualTo(new BudgetAmounts(7L, 5L, 1L, 2_000L));
        assertThat(told.getFirst().getAgentId()).isEqualTo("agent-1");
        assertThat(told.getLast().getAmounts().getTokens()).isEqualTo(400);
    }

    @Test
    void whatIsRefusedIsNeverSent() {
        rig.reply(says(asked(), ReplyStatus.REJECTED, "budget acme has no room", "{\"verdict\":\"REFUSED\"}"));

        assertThat(rig.takeMessages()).isEmpty();
        assertThat(state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(Objects.requireNonNull(rig.status("s/1")).getCause()).contains("budget acme has no room");
        assertThat(asked().getKind()).isEqualTo(BudgetCommandKind.RELEASE);
    }

    @Test
    void theCapabilityThatTheBudgetNamesIsAskedInstead() {
        rig.reply(says(asked(), ReplyStatus.COMPLETED, "", "{\"verdict\":\"DEGRADED\",\"capability\":\"llm.small\"}"));

        assertThat(rig.takeMessages().getFirst().getRouting().getCapability()).isEqualTo("llm.small");
    }

    @Test
    void aStepWaitsForThePersonWhomItsBudgetAsks() {
        BudgetCommand reserve = asked();
        long untilMs = SagaRig.START.toEpochMilli() + 3_600_000;
        rig.reply(says(reserve, ReplyStatus.PARTIAL, "", "{\"verdict\":\"ASKED\",\"untilMs\":" + untilMs + "}"));

        rig.pass(Duration.ofMinutes(50));
        assertThat(state()).isEqualTo(SagaState.RUNNING);
        rig.reply(says(reserve, ReplyStatus.COMPLETED, "", "{\"verdict\":\"GRANTED\"}"));

        assertThat(rig.takeMessages()).hasSize(1);
    }

    @Test
    void aSilentBudgetLetsNothingBegin() {
        BudgetCommand reserve = asked();

        rig.pass(Duration.ofSeconds(31));

        assertThat(rig.takeMessages()).isEmpty();
        assertThat(Objects.requireNonNull(rig.status("s/1")).getCause())
                .contains("budget acme/research did not answer in time, and nothing was begun");
        assertThat(asked().getReservationId()).isEqualTo(reserve.getReservationId());
        rig.reply(says(reserve, ReplyStatus.COMPLETED, "", "{\"verdict\":\"GRANTED\"}"));
        assertThat(rig.takeMessages()).isEmpty();
    }

    @Test
    void anotherEngineGoesOnWithWhatWasAskedAndGranted() {
        BudgetCommand reserve = asked();
        rig.crash();

        rig.reply(says(reserve, ReplyStatus.COMPLETED, "", "{\"verdict\":\"GRANTED\",\"capability\":\"llm.small\"}"));
        rig.crash();
        rig.send(rig.command(SagaCommandKind.CANCEL, "s/1"));

        assertThat(rig.takeMessages()).extracting(Message::getType).containsExactly("llm.small");
        BudgetCommand told = asked();
        assertThat(told.getKind()).isEqualTo(BudgetCommandKind.SETTLE);
        assertThat(told.getUnheard()).isTrue();
    }

    @Test
    void aSagaWithoutABudgetWritesNothingOfAllThis() {
        asked();
        rig.deploy(RESEARCH.replace("budget: {name: acme/research, reserve: {tokens: 400, cost: 0.5}}, ", "")
                .replace("reserve: {tokens: 900, model: opus}, ", "")
                .replace("name: research", "name: free"));
        rig.start("free", "s-2", "{}");

        rig.work(message -> SagaRig.did(message, "1"));

        assertThat(Objects.requireNonNull(rig.status("s-2")).getState()).isEqualTo(SagaState.COMPLETED);
        assertThat(rig.budgeted()).isEmpty();
    }
}

package dev.swarmlog.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.SagaCommandKind;
import dev.swarmlog.v1.SagaState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs when a saga is cancelled, or takes too long, is taken back, and its agents are heard out. */
final class SagaCancelTest {
    private static final String ORDER = """
            apiVersion: swarmlog.dev/v1
            kind: Saga
            metadata:
              name: order
              version: 1.0.0
            spec: {timeout: 10m}
            steps:
              reserve: {task: stock.reserve, compensate: {task: stock.release}}
              charge: {task: payments.charge, timeout: 30s, compensate: {task: payments.refund}, after: reserve}
              tell: {task: mails.send, after: reserve}
            """;

    private final SagaRig rig = new SagaRig();
    private Message charge = Message.newBuilder()
            .setMessageId("")
            .setType("")
            .setSubmittedAtMs(0)
            .setPayload(ByteBuffer.allocate(0))
            .build();
    private Message tell = charge;

    @BeforeEach
    void begin() {
        rig.deploy(ORDER);
        rig.start("order", "o-1", "{}");
        rig.reply(SagaRig.did(rig.takeMessages().get(0), "1"));
        for (Message message : rig.takeMessages()) {
            charge = message.getType().equals("payments.charge") ? message : charge;
            tell = message.getType().equals("mails.send") ? message : tell;
        }
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void cancel() {
        rig.send(rig.command(SagaCommandKind.CANCEL, "o-1").setBy("eve").setReason("changed my mind"));
        rig.replies();
    }

    private List<String> work() {
        return rig.work(message -> SagaRig.did(message, "1"));
    }

    private SagaState state() {
        return Objects.requireNonNull(rig.status("o-1")).getState();
    }

    private static Reply expired(Message message, boolean inDoubt) {
        return Reply.newBuilder(SagaRig.failed(message, ErrorClass.NONE, "the deadline passed"))
                .setStatus(ReplyStatus.EXPIRED)
                .setInDoubt(inDoubt)
                .build();
    }

    @Test
    void allThatRunsIsTakenBackAndWhy() {
        cancel();

        List<Message> withdrawals = rig.takeWithdrawals();
        assertThat(withdrawals)
                .extracting(Message::getMessageId)
                .containsExactlyInAnyOrder(charge.getMessageId(), tell.getMessageId());
        assertThat(withdrawals).extracting(Message::getWithdrawal).containsOnly("the saga is undone: changed my mind");
        assertThat(withdrawals).extracting(Message::getReplyTopic).containsOnly("");
    }

    @Test
    void itGoesOnAtOnceWhenAgentsSayThatTheyStopped() {
        cancel();

        rig.reply(SagaRig.withdrawn(charge, false));

        assertThat(work()).containsExactly("stock.release");
        assertThat(state()).isEqualTo(SagaState.CANCELLED);
    }

    @Test
    void whatWasDoneBeforeItWasTakenBackIsUndone() {
        cancel();

        rig.reply(SagaRig.did(charge, "1"));

        assertThat(work()).containsExactly("payments.refund", "stock.release");
        assertThat(state()).isEqualTo(SagaState.CANCELLED);
    }

    @Test
    void whatNobodyKnowsIsAskedAPerson() {
        cancel();

        rig.reply(SagaRig.withdrawn(charge, true));

        assertThat(work()).isEmpty();
        assertThat(rig.alerts()).isEmpty();
        rig.pass(Duration.ofSeconds(61));
        assertThat(rig.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.getCode()).isEqualTo("saga.needs-attention"));
        rig.send(rig.command(SagaCommandKind.SKIP, "o-1").setTarget("charge").setBy("ann"));
        assertThat(work()).containsExactly("stock.release");
    }

    @Test
    void anAttemptThatTakesTooLongIsTakenBack() {
        rig.pass(Duration.ofSeconds(31));

        assertThat(rig.takeWithdrawals()).extracting(Message::getMessageId).containsExactly(charge.getMessageId());
    }

    /** The router knows no more than the saga did. */
    @Test
    void anExpiryThatDoesNotSayWhetherItWasDoneSettlesNothing() {
        rig.pass(Duration.ofSeconds(31));
        rig.reply(expired(charge, true));
        rig.takeMessages();

        rig.reply(SagaRig.did(charge, "1"));

        cancel();
        assertThat(work()).containsExactly("payments.refund", "stock.release");
    }

    @Test
    void anExpiryBeforeAnAgentHadItSaysThatItWasNotDone() {
        rig.pass(Duration.ofSeconds(31));
        rig.reply(expired(charge, false));
        rig.takeMessages();

        cancel();

        assertThat(work()).containsExactly("stock.release");
    }

    @Test
    void whatAnAgentHadWhenItDiedIsNotTakenForUndone() {
        rig.reply(Reply.newBuilder(SagaRig.failed(charge, ErrorClass.RETRYABLE, "agent a was lost"))
                .setInDoubt(true)
                .build());
        cancel();

        assertThat(work()).isEmpty();
        rig.reply(SagaRig.did(charge, "1"));
        assertThat(work()).containsExactly("payments.refund", "stock.release");
    }

    @Test
    void whatSomebodyElseTakesBackFailsItsStep() {
        rig.reply(SagaRig.withdrawn(charge, false));

        assertThat(work()).containsExactly("stock.release");
        assertThat(state()).isEqualTo(SagaState.COMPENSATED);
    }
}

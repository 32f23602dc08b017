package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of messages that are taken back, between the router's topics. */
final class RouterWithdrawalsTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void nothingIsLeft() {
        rig.advance(100);
        assertThat(rig.metered("in.flight")).isZero();
        assertThat(rig.metered("waiting")).isZero();
        assertThat(rig.logged()).isEmpty();
        assertThat(rig.deadLetters()).isEmpty();
    }

    private void decline(Delivery delivery) {
        rig.answer(rig.outcome(delivery, OutcomeStatus.REJECTED, with -> with.setError("never begun")));
    }

    @Test
    void whatWaitsIsGoneOnceTheLogHasIt() {
        rig.join("a", "echo", 1);
        rig.submit("m1");
        Delivery busy = rig.delivery();
        rig.submit("m2");
        rig.submit("m3");
        rig.submit("m4");

        rig.withdraw("m4", "too late");
        assertThat(rig.replies()).as("before the log has it").isEmpty();
        rig.advance(10);

        Reply reply = rig.reply();
        assertThat(reply.getMessageId()).isEqualTo("m4");
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(reply.getError()).isEqualTo("too late");
        assertThat(reply.getInDoubt()).isFalse();
        rig.complete(busy);
        rig.deliveries().forEach(rig::complete);
        rig.deliveries().forEach(rig::complete);
        assertThat(rig.replies())
                .extracting(Reply::getStatus)
                .containsOnly(ReplyStatus.COMPLETED)
                .hasSize(3);
        nothingIsLeft();
    }

    @Test
    void itsAgentIsToldInItsInboxAndFreeOnceItSaysThatItStopped() {
        rig.join("a", "echo", 1);
        rig.submit("m1");
        Delivery work = rig.delivery();

        rig.withdraw("m1", "too late");

        TestRecord<String, Delivery> told = rig.deliveryRecords().getFirst();
        assertThat(told.key()).isEqualTo("a");
        assertThat(told.value().getWithdrawal()).isEqualTo("too late");
        assertThat(told.value().getDeliveryId()).isEqualTo(work.getDeliveryId());
        assertThat(told.value().getFence()).isEqualTo(work.getFence());
        assertThat(told.value().getPayload().remaining()).isZero();
        assertThat(rig.replies()).isEmpty();
        rig.fail(work, ErrorClass.RETRYABLE);
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(reply.getError()).isEqualTo("too late (agent a: oops)");
        assertThat(reply.getInDoubt()).isFalse();
        nothingIsLeft();
    }

    @Test
    void whoStopsBecauseItWasToldToHasNotFailed() {
        rig.join("a", "echo", 1);
        for (int i = 0; i < 10; i++) {
            rig.submit("m" + i);
            Delivery work = rig.delivery();
            rig.withdraw("m" + i, "too late");
            rig.deliveries();
            rig.fail(work, ErrorClass.RETRYABLE);
        }

        rig.submit("one more");

        assertThat(rig.delivery().getMessageId()).isEqualTo("one more");
        assertThat(rig.replies()).hasSize(10);
    }

    @Test
    void aResultThatWasThereBeforeIsTheAnswer() {
        rig.join("a", "echo", 1);
        rig.submit("m1");
        Delivery work = rig.delivery();
        rig.withdraw("m1", "too late");
        rig.deliveries();

        rig.complete(work);

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        nothingIsLeft();
    }

    @Test
    void anAgentThatSaysNothingLeavesItInDoubt() {
        try (RouterRig brief = new RouterRig(Map.of("SWARMLOG_ROUTER_WITHDRAWAL_MS", "500"), Telemetry.off())) {
            brief.join("a", "echo", 1);
            brief.submit("m1");
            brief.withdraw("m1", "too late");

            brief.advance(490);
            assertThat(brief.replies()).isEmpty();
            brief.advance(40_000);

            Reply reply = brief.reply();
            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
            assertThat(reply.getInDoubt()).isTrue();
            assertThat(reply.getAgentId()).isEqualTo("a");
        }
    }

    @Test
    void anAgentThatDiesLeavesItInDoubtAtOnce() {
        rig.join("a", "echo", 1);
        rig.submit("m1");
        rig.withdraw("m1", "too late");

        rig.publish(rig.status("a", 1, "echo", 1, AgentState.DEAD));
        rig.advance(31_000);

        assertThat(rig.reply().getInDoubt()).isTrue();
    }

    @Test
    void aRestartTellsTheAgentAgainAndHearsItOut() {
        AgentStatus agent = rig.join("a", "echo", 1);
        rig.submit("m1");
        Delivery work = rig.delivery();
        rig.withdraw("m1", "too late");
        rig.deliveries();

        rig.restart(agent);

        Delivery again = rig.delivery();
        assertThat(again.getWithdrawal()).isEqualTo("too late");
        assertThat(again.getDeliveryId()).isEqualTo(work.getDeliveryId());
        decline(again);
        assertThat(rig.reply().getInDoubt()).isFalse();
        nothingIsLeft();
    }

    @Test
    void whoTakesItBackMayHearWhatBecameOfIt() {
        rig.join("a", "echo", 1);
        rig.submit(rig.message("m1", with -> with.setReplyTopic("")));
        Message withdrawal = rig.withdrawal(
                "m1", with -> with.setReplyTopic(rig.topics.replies.name()).setCorrelationKey("me"));
        Delivery work = rig.delivery();
        rig.submit(withdrawal);
        rig.deliveries();

        decline(work);
        rig.submit(withdrawal);

        List<TestRecord<String, Reply>> heard = rig.replyRecords();
        assertThat(heard).extracting(TestRecord::key).containsExactlyInAnyOrder("m1", "me", "me");
        assertThat(heard)
                .extracting(one -> one.value().getStatus())
                .containsExactly(ReplyStatus.WITHDRAWN, ReplyStatus.WITHDRAWN, ReplyStatus.REJECTED);
        assertThat(rig.metered("ignored", "reason", "nothing_to_do")).isEqualTo(1);
        nothingIsLeft();
    }

    /** Agents know its deliveries by their names, and would not work on them again. */
    @Test
    void aKeyIsAnsweredAlikeOnceAnAgentHadItsMessage() {
        rig.join("a", "echo", 1);
        Message message = rig.keyed("k", with -> with);
        rig.submit(message);
        Delivery first = rig.delivery();
        rig.withdraw(message.getMessageId(), "too late");
        rig.deliveries();
        decline(first);
        rig.replies();

        rig.submit(message);

        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
    }

    @Test
    void aKeyWhoseMessageNoAgentHadIsFree() {
        AgentStatus dead = rig.status("a", 1, "echo", 1, AgentState.DEAD);
        rig.publish(dead);
        Message message = rig.keyed("k", with -> with);
        rig.submit(message);
        rig.withdraw(message.getMessageId(), "too late");
        rig.advance(10);
        rig.replies();
        rig.publish(rig.status("a", 2, "echo", 1, AgentState.HEALTHY));

        rig.submit(message);

        rig.complete(rig.delivery());
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    private Message gather(String mode, int fanOut, int quorum) {
        return rig.message("g", with -> with.setGather(new Gather(mode, fanOut, quorum, "", 0)));
    }

    @Test
    void ofAGatherAllBranchesAreTakenBack() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit(gather("ALL", 2, 0));
        List<Delivery> branches = rig.deliveries();

        rig.withdraw("g", "too late");

        assertThat(rig.deliveries())
                .allMatch(told -> told.getWithdrawal().equals("too late"))
                .extracting(Delivery::getAgentId)
                .containsExactlyInAnyOrder("a", "b");
        decline(branches.get(0));
        assertThat(rig.replies()).isEmpty();
        decline(branches.get(1));
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(reply.getInDoubt()).isFalse();
        assertThat(reply.getAnswers()).extracting(GatheredAnswer::getStatus).containsOnly(ReplyStatus.WITHDRAWN);
        nothingIsLeft();
    }

    @Test
    void aGatherOfWhichOneIsDoneIsPartlyDone() {
        AgentStatus a = rig.join("a", "echo", 1);
        AgentStatus b = rig.join("b", "echo", 1);
        rig.submit(gather("QUORUM", 2, 2));
        List<Delivery> branches = rig.deliveries();
        rig.complete(branches.get(0));
        rig.withdraw("g", "too late");
        rig.restart(a, b);
        rig.deliveries();

        decline(branches.get(1));

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.WITHDRAWN);
        assertThat(reply.getInDoubt()).isTrue();
        nothingIsLeft();
    }
}

package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.DeadLetter;
import dev.swarmlog.v1.DeadLetterReason;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages through the topology and its real serdes. */
final class RouterTopologyTest {
    private final RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private static String text(Reply reply) {
        return StandardCharsets.UTF_8.decode(reply.getResult().duplicate()).toString();
    }

    @Test
    void aMessageGoesToAnAgentAndItsResultComesBack() {
        rig.join("a", "echo", 1);

        rig.submit(rig.message("m", with -> with.setAttributes(Map.of("k", "v")).setCorrelationKey("c")));
        Delivery delivery = rig.delivery();
        rig.complete(delivery);

        assertThat(delivery.getDeliveryId()).isEqualTo("m#1");
        assertThat(delivery.getAgentEpoch()).isEqualTo(1);
        assertThat(delivery.getFence()).isEqualTo(1);
        assertThat(delivery.getOutcomePartition()).isZero();
        assertThat(delivery.getAttributes()).containsExactly(Map.entry("k", "v"));
        assertThat(StandardCharsets.UTF_8.decode(delivery.getPayload()).toString())
                .isEqualTo("m");
        var replies = rig.replyRecords();
        assertThat(replies).hasSize(1);
        assertThat(replies.getFirst().key()).isEqualTo("c");
        assertThat(replies.getFirst().value().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(text(replies.getFirst().value())).isEqualTo("done by a");
        assertThat(rig.metered("routed")).isEqualTo(1);
        assertThat(rig.metered("in.flight")).isZero();
    }

    @Test
    void anUntrackedMessageIsSentOnceAndForgotten() {
        rig.join("a", "echo", 1);
        Routing untracked = Routing.newBuilder().setTracked(false).build();

        for (int i = 0; i < 9; i++) {
            rig.submit(rig.message("m" + i, with -> with.setReplyTopic("").setRouting(untracked)));
        }

        assertThat(rig.deliveries())
                .hasSize(9)
                .allSatisfy(delivery -> assertThat(delivery.getLeaseMs()).isZero());
        rig.advance(60_000);
        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.logged()).isEmpty();
    }

    @Test
    void whoWantsAnAnswerHasToBeTracked() {
        rig.join("a", "echo", 1);
        Routing untracked = Routing.newBuilder().setTracked(false).build();

        rig.submit(rig.message("m", with -> with.setRouting(untracked)));

        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.reply().getError()).contains("an untracked message has no answer");
    }

    @Test
    void anUnknownCapabilityIsRejectedWithinSeconds() {
        rig.submit("m");
        rig.submit(rig.message("unawaited", with -> with.setReplyTopic("")));
        assertThat(rig.replies()).isEmpty();

        rig.advance(2_050);

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getError()).contains("no agent ever offered");
        assertThat(rig.deadLetters())
                .singleElement()
                .extracting(DeadLetter::getReason)
                .isEqualTo(DeadLetterReason.NO_SUCH_CAPABILITY);
        assertThat(rig.metered("rejected", "reason", "no_such_capability")).isEqualTo(2);
    }

    @Test
    void aStrategyThatNobodyKnowsIsRejected() {
        rig.join("a", "echo", 1);
        Routing routing = Routing.newBuilder().setStrategy("CHEAPEST").build();

        rig.submit(rig.message("m", with -> with.setRouting(routing)));

        assertThat(rig.deliveries()).isEmpty();
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.getError())
                .isEqualTo("strategy: one of " + StrategyName.listed() + " is expected, found 'CHEAPEST'");
    }

    @Test
    void anAgentThatJustJoinedIsWaitedFor() {
        rig.submit("m");
        rig.advance(1_000);
        rig.join("a", "echo", 1);
        rig.advance(100);

        assertThat(rig.delivery().getAgentId()).isEqualTo("a");
    }

    @Test
    void aFailureIsTriedElsewhereWithAHigherFence() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit("m");
        Delivery first = rig.delivery();

        rig.fail(first, ErrorClass.RETRYABLE);
        assertThat(rig.deliveries()).as("before the log has it").isEmpty();
        rig.advance(10);

        Delivery second = rig.delivery();
        assertThat(second.getAgentId()).isNotEqualTo(first.getAgentId());
        assertThat(second.getFence()).isEqualTo(2);
        assertThat(second.getDeliveryId()).isEqualTo("m#2");
    }

    @Test
    void aLoneAgentIsTriedAgainAfterABackoff() {
        rig.join("a", "echo", 1);
        rig.submit("m");

        rig.fail(rig.delivery(), ErrorClass.RETRYABLE);

        assertThat(rig.deliveries()).isEmpty();
        rig.advance(300);
        assertThat(rig.delivery().getAttempt()).isEqualTo(2);
    }

    @Test
    void attemptsAreUsedUpAndThenItFails() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit(rig.message("m", with -> with.setMaxAttempts(2)));

        rig.fail(rig.delivery(), ErrorClass.RETRYABLE);
        rig.advance(10);
        rig.fail(rig.delivery(), ErrorClass.RETRYABLE);

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getAttempts()).isEqualTo(2);
        assertThat(reply.getError()).isEqualTo("oops");
    }

    @Test
    void aMessageNobodyWaitsForThatFailsIsADeadLetterWithItsBytes() {
        rig.join("a", "echo", 1);
        Message message = rig.message("m", with -> with.setReplyTopic(""));
        rig.submit(message);

        rig.fail(rig.delivery(), ErrorClass.NON_RETRYABLE);

        assertThat(rig.replies()).isEmpty();
        DeadLetter letter = rig.deadLetters().getFirst();
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.NON_RETRYABLE);
        assertThat(letter.getTopic()).isEqualTo("messages.submitted");
        assertThat(letter.getOffset()).isZero();
        assertThat(letter.getValue().remaining())
                .isEqualTo(letter.getValueBytes())
                .isPositive();
    }

    @Test
    void aLeaseThatEndsMovesTheWorkAndFencesTheFirst() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit("m");
        Delivery first = rig.delivery();

        rig.advance(30_050);
        Delivery second = rig.delivery();
        rig.complete(first);
        assertThat(rig.replies()).isEmpty();
        rig.complete(second);

        assertThat(text(rig.reply())).isEqualTo("done by " + second.getAgentId());
        assertThat(rig.metered("ignored", "reason", "stale")).isEqualTo(1);
    }

    @Test
    void progressKeepsTheWorkForTenLeases() {
        rig.join("a", "echo", 1);
        rig.join("b", "echo", 1);
        rig.submit(rig.message("m", with -> with.setDeadlineMs(RouterRig.START + 3_600_000)));
        Delivery delivery = rig.delivery();

        for (int i = 0; i < 12; i++) {
            rig.advance(25_000);
            rig.progress(delivery);
        }

        assertThat(rig.deliveries()).isEmpty();
        rig.complete(delivery);
        assertThat(rig.reply().getAttempts()).isEqualTo(1);
    }

    @Test
    void theDeadlineEndsTheWait() {
        rig.join("a", "echo", 1);
        rig.submit(rig.message("m", with -> with.setDeadlineMs(RouterRig.START + 500)));
        Delivery delivery = rig.delivery();

        rig.advance(600);
        rig.complete(delivery);

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.EXPIRED);
    }

    @Test
    void aKnownCapabilityWhoseAgentsAreDeadIsWaitedFor() {
        rig.publish(rig.status("a", 1, "echo", 1, AgentState.DEAD));
        rig.submit("m");
        rig.advance(5_000);
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.metered("waiting")).isEqualTo(1);

        rig.publish(rig.status("a", 2, "echo", 1, AgentState.HEALTHY));
        rig.advance(100);

        assertThat(rig.delivery().getAgentEpoch()).isEqualTo(2);
        assertThat(rig.metered("waiting")).isZero();
    }

    @Test
    void workOfADeadAgentGoesElsewhereAtOnce() {
        rig.join("a", "echo", 1);
        rig.submit("m");
        rig.delivery();
        rig.join("b", "echo", 1);

        rig.publish(rig.status("a", 1, "echo", 1, AgentState.DEAD));
        rig.advance(110);

        assertThat(rig.delivery().getAgentId()).isEqualTo("b");
        assertThat(rig.metered("redelivered")).isEqualTo(1);
    }

    @Test
    void workOfAnAgentThatStartedAnewIsSentAgain() {
        rig.join("a", "echo", 2);
        rig.submit("m");
        rig.delivery();

        rig.publish(rig.status("a", 2, "echo", 2, AgentState.HEALTHY));
        rig.submit("n");
        rig.advance(110);

        assertThat(rig.deliveries())
                .extracting(Delivery::getDeliveryId, Delivery::getAgentEpoch)
                .containsExactlyInAnyOrder(tuple("n#1", 2L), tuple("m#2", 2L));
    }

    @Test
    void aDuplicateWhileUnderWayChangesNothing() {
        rig.join("a", "echo", 5);
        rig.submit("m");
        rig.submit("m");

        Delivery delivery = rig.delivery();
        rig.complete(delivery);
        rig.complete(delivery);

        assertThat(rig.replies()).hasSize(1);
        assertThat(rig.metered("ignored", "reason", "duplicate")).isEqualTo(1);
    }

    @Test
    void aRepeatedIdempotencyKeyGetsTheFirstReplyUntilItIsForgotten() {
        rig.join("a", "echo", 5);
        Message message = rig.keyed("k", with -> with);
        rig.submit(message);
        rig.complete(rig.delivery());
        Reply first = rig.reply();

        rig.advance(1_000);
        rig.submit(message);

        assertThat(rig.deliveries()).isEmpty();
        assertThat(rig.reply()).isEqualTo(first);
        rig.advance(600_010);
        assertThat(rig.logged()).isEmpty();
        rig.submit(message);
        assertThat(rig.deliveries()).hasSize(1);
    }

    @Test
    void anAgentNeverGetsMoreThanItsCapacityAndTheMostUrgentWaiterIsNext() {
        rig.join("a", "echo", 1);
        for (String id : List.of("1", "2", "3")) {
            rig.submit(id);
        }
        rig.submit(rig.message("low", with -> with.setPriority(Priority.LOW)));
        rig.submit(rig.message("normal", with -> with.setPriority(Priority.NORMAL)));
        rig.submit(rig.message("critical", with -> with.setPriority(Priority.CRITICAL)));
        rig.submit(rig.message("later normal", with -> with.setPriority(Priority.NORMAL)));

        List<Delivery> atFirst = rig.deliveries();
        assertThat(atFirst).extracting(Delivery::getMessageId).containsExactly("1", "2", "3");
        Delivery done = atFirst.getFirst();
        for (String next : List.of("critical", "normal", "later normal", "low")) {
            rig.complete(done);
            done = rig.delivery();
            assertThat(done.getMessageId()).isEqualTo(next);
        }
    }

    @Test
    void aFullWaitingRoomRejectsWithATimeToComeAgain() {
        try (RouterRig small = new RouterRig(Map.of("SWARMLOG_ROUTER_WAITING_MAX", "1"), Telemetry.off())) {
            small.publish(small.status("a", 1, "echo", 1, AgentState.DEAD));
            small.submit("waits");
            small.submit("too much");

            Reply reply = small.reply();
            assertThat(reply.getMessageId()).isEqualTo("too much");
            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
            assertThat(reply.getErrorClass()).isEqualTo(ErrorClass.RESOURCE_EXHAUSTED);
            assertThat(reply.getRetryAfterMs()).isPositive();
        }
    }

    @Test
    void badMessagesAreRefusedWithAReason() {
        rig.submit(rig.message("hops", with -> with.setHops(17)));
        rig.submit(rig.message(
                "range",
                with -> with.setRouting(
                        Routing.newBuilder().setVersionRange("[nonsense").build())));
        assertThat(rig.replies())
                .allSatisfy(reply -> assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED))
                .extracting(Reply::getError)
                .anySatisfy(error -> assertThat(error).contains("hops").contains("circle"))
                .anySatisfy(error -> assertThat(error).contains("version range"));

        rig.submit(rig.message("elsewhere", with -> with.setReplyTopic("messages.outcomes")));
        rig.submit(rig.message("partition", with -> with.setReplyPartition(99)));
        rig.submit(rig.message("circle", with -> with.setHops(17).setReplyTopic("")));
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.deadLetters())
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.INVALID, DeadLetterReason.INVALID, DeadLetterReason.LOOPING);
    }

    @Test
    void aDeadlineThatIsTooFarOffIsRefusedWithTheBound() {
        rig.join("a", "echo", 2);

        rig.submit(rig.message("never", with -> with.setDeadlineMs(Long.MAX_VALUE)));
        Reply never = rig.reply();
        rig.submit(rig.message("late", with -> with.setDeadlineMs(rig.now() + 604_800_000)));

        assertThat(never.getStatus()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(never.getError()).contains("deadlineMs: at most 604800000 ms from now");
        assertThat(rig.delivery().getMessageId()).isEqualTo("late");
    }
}

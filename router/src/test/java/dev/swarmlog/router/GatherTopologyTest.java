package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.MessageIds;
import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Gather;
import dev.swarmlog.v1.GatheredAnswer;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import dev.swarmlog.v1.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GatherTopologyTest {
    private RouterRig rig = new RouterRig();

    @AfterEach
    void close() {
        rig.close();
    }

    private void rig(Map<String, String> env) {
        rig.close();
        rig = new RouterRig(env, Telemetry.off());
    }

    private void agents(int count) {
        for (int i = 0; i < count; i++) {
            rig.join("a" + i, "echo", 1);
        }
    }

    private Message gather(String id, Gather gather) {
        return rig.message(id, message -> message.setGather(gather));
    }

    private Message broadcast(String id, UnaryOperator<Message.Builder> with) {
        Routing routing = Routing.newBuilder().setStrategy("broadcast").build();
        return rig.message(id, message -> with.apply(message.setRouting(routing)));
    }

    private static Gather mode(String mode, int fanOut) {
        return new Gather(mode, fanOut, 0, "", 0);
    }

    private void answer(Delivery delivery, String json) {
        rig.answer(rig.outcome(
                delivery,
                OutcomeStatus.COMPLETED,
                with -> with.setResult(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)))
                        .setUsage(new Usage(1L, 2L, 3L))));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }

    private static List<ReplyStatus> statuses(Reply reply) {
        return reply.getAnswers().stream().map(GatheredAnswer::getStatus).toList();
    }

    @Test
    void allAnswersStandSideBySide() {
        agents(5);
        rig.submit(gather("m", mode("ALL", 3)));
        List<Delivery> deliveries = rig.deliveries();

        assertThat(deliveries).extracting(Delivery::getAgentId).hasSize(3).doesNotHaveDuplicates();
        assertThat(deliveries)
                .extracting(Delivery::getMessageId)
                .containsExactly("branch:0/m", "branch:1/m", "branch:2/m");
        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(text(delivery.getPayload())).isEqualTo("m"));

        for (Delivery delivery : deliveries) {
            assertThat(rig.replies()).isEmpty();
            answer(delivery, "\"" + delivery.getAgentId() + "\"");
        }
        Reply reply = rig.reply();

        assertThat(reply.getMessageId()).isEqualTo("m");
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(reply.getAttempts()).isEqualTo(3);
        assertThat(reply.getUsage()).isEqualTo(new Usage(3L, 6L, 9L));
        assertThat(reply.getAnswers())
                .allSatisfy(
                        answer -> assertThat(text(answer.getResult())).isEqualTo("\"" + answer.getAgentId() + "\""));
        assertThat(rig.metered("gather.opened", "mode", "all")).isEqualTo(1);
        assertThat(rig.metered("gather.closed", "mode", "all", "ending", "complete"))
                .isEqualTo(1);
        assertThat(rig.metered("gather.open")).isZero();
        assertThat(rig.metered("gather.bytes")).isZero();
        assertThat(rig.metered("in.flight")).isZero();
    }

    @Test
    void whoGaveUpJustBeforeTheEndIsNamedAsMissing() {
        agents(2);
        rig.submit(gather("m", new Gather("ALL", 0, 0, "", 3_000)));
        List<Delivery> deliveries = rig.deliveries();

        answer(deliveries.get(0), "0");
        rig.advance(2_990);
        rig.fail(deliveries.get(1), ErrorClass.RESOURCE_EXHAUSTED);
        rig.advance(3_000);

        assertThat(rig.reply().getAnswers())
                .extracting(GatheredAnswer::getAgentId)
                .containsExactlyElementsOf(
                        deliveries.stream().map(Delivery::getAgentId).toList());
    }

    @Test
    void theFirstAnswerIsEnoughAndTheOthersComeLate() {
        agents(3);
        rig.submit(gather("m", mode("FIRST", 0)));
        List<Delivery> deliveries = rig.deliveries();

        answer(deliveries.get(1), "1");
        Reply reply = rig.reply();
        answer(deliveries.get(0), "0");
        answer(deliveries.get(2), "2");

        assertThat(text(reply.getResult())).isEqualTo("1");
        assertThat(reply.getAgentId()).isEqualTo(deliveries.get(1).getAgentId());
        assertThat(statuses(reply)).containsExactly(ReplyStatus.UNKNOWN, ReplyStatus.COMPLETED, ReplyStatus.UNKNOWN);
        assertThat(reply.getAnswers())
                .extracting(GatheredAnswer::getAgentId)
                .containsExactlyElementsOf(
                        deliveries.stream().map(Delivery::getAgentId).toList());
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.metered("gather.ignored", "reason", "late")).isEqualTo(2);
        assertThat(rig.metered("in.flight")).isZero();
    }

    @Test
    void aQuorumThatCannotBeReachedFailsAtOnce() {
        agents(3);
        rig.submit(gather("m", new Gather("QUORUM", 3, 2, "", 0)));
        List<Delivery> deliveries = rig.deliveries();

        rig.fail(deliveries.get(0), ErrorClass.NON_RETRYABLE);
        assertThat(rig.replies()).isEmpty();
        rig.fail(deliveries.get(2), ErrorClass.NON_RETRYABLE);

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getError()).contains("2 answers are needed", "2 failed");
        assertThat(reply.getAnswers().getFirst().getError()).isEqualTo("oops");
    }

    @Test
    void theMajorityIsOfResultsThatSayTheSame() {
        agents(3);
        rig.submit(gather("m", mode("MAJORITY", 3)));
        List<Delivery> deliveries = rig.deliveries();

        answer(deliveries.get(0), "{\"a\":1.0,\"b\":[true]}");
        answer(deliveries.get(1), "{\"a\":2}");
        answer(deliveries.get(2), "{ \"b\": [true], \"a\": 1 }");

        assertThat(text(rig.reply().getResult())).isEqualTo("{\"a\":1.0,\"b\":[true]}");
    }

    @Test
    void theBestIsJudgedByItsNumberAndWhatHasNoneFailed() {
        agents(3);
        rig.submit(gather("m", new Gather("BEST", 3, 0, "/score", 0)));
        List<Delivery> deliveries = rig.deliveries();

        answer(deliveries.get(0), "{\"score\":3}");
        answer(deliveries.get(1), "{\"score\":7}");
        answer(deliveries.get(2), "{\"score\":\"high\"}");

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(text(reply.getResult())).isEqualTo("{\"score\":7}");
        assertThat(reply.getAnswers().get(2).getStatus()).isEqualTo(ReplyStatus.FAILED);
        assertThat(reply.getAnswers().get(2).getError())
                .isEqualTo("the result's /score is expected to be a number, found STRING");
    }

    @Test
    void numbersAreAveragedAndObjectsMerged() {
        agents(3);
        rig.submit(gather("m", new Gather("AVERAGE", 3, 0, "", 0)));
        rig.deliveries()
                .forEach(delivery -> answer(delivery, delivery.getAgentId().substring(1)));
        assertThat(text(rig.reply().getResult())).isEqualTo("1.0");

        rig.submit(gather("n", mode("MERGE", 3)));
        List<Delivery> deliveries = rig.deliveries();
        answer(deliveries.get(2), "{\"all\":[3],\"c\":3}");
        answer(deliveries.get(0), "{\"all\":[1],\"a\":1,\"c\":1}");
        answer(deliveries.get(1), "{\"all\":[2],\"b\":{\"x\":1}}");
        Reply reply = rig.reply();

        assertThat(text(reply.getResult())).isEqualTo("{\"all\":[1,2,3],\"a\":1,\"c\":3,\"b\":{\"x\":1}}");
        assertThat(reply.getContentType()).isEqualTo("application/json");
    }

    @Test
    void theWindowClosesWithWhatIsThere() {
        agents(3);
        rig.submit(gather("m", new Gather("ALL", 3, 0, "", 500)));
        List<Delivery> deliveries = rig.deliveries();
        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(delivery.getDeadlineMs()).isEqualTo(rig.now() + 500));

        answer(deliveries.get(0), "0");
        rig.advance(480);
        assertThat(rig.replies()).isEmpty();
        rig.advance(150); // what is over by time is told once the log has it

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getError()).isEqualTo("1 of 3 answered, 0 failed, nothing came of 2");
        assertThat(statuses(reply)).containsExactly(ReplyStatus.COMPLETED, ReplyStatus.UNKNOWN, ReplyStatus.UNKNOWN);
        assertThat(rig.metered("in.flight")).isZero();
    }

    @Test
    void aBranchGoesToAnotherAgentThatNoSiblingHas() {
        agents(4);
        rig.submit(gather("m", mode("ALL", 3)));
        List<Delivery> deliveries = rig.deliveries();
        List<String> asked =
                new ArrayList<>(deliveries.stream().map(Delivery::getAgentId).toList());

        rig.fail(deliveries.get(1), ErrorClass.RETRYABLE);
        rig.advance(10);
        Delivery again = rig.delivery();

        assertThat(asked).doesNotContain(again.getAgentId());
        assertThat(again.getDeliveryId()).isEqualTo("branch:1/m#2");
        answer(deliveries.get(0), "0");
        answer(again, "1");
        answer(deliveries.get(2), "2");
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(reply.getAttempts()).isEqualTo(4);
    }

    @Test
    void whoDiesLeavesItsBranchToAnotherOrNobody() {
        agents(3);
        rig.submit(gather("m", mode("ALL", 2)));
        List<Delivery> deliveries = rig.deliveries();
        rig.advance(3_000);

        rig.publish(rig.status(deliveries.get(0).getAgentId(), 1, "echo", 1, AgentState.DEAD));
        rig.advance(100);
        Delivery again = rig.delivery();
        assertThat(again.getMessageId()).isEqualTo("branch:0/m");
        rig.publish(rig.status(again.getAgentId(), 1, "echo", 1, AgentState.DEAD));
        rig.advance(100);
        assertThat(rig.deliveries()).isEmpty();
        answer(deliveries.get(1), "1");

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getAnswers().getFirst().getError()).contains("no other agent is there", "was lost");
    }

    @Test
    void fewerAgentsThanAskedForAreWaitedForAtFirst() {
        agents(2);
        rig.submit(gather("m", mode("ALL", 4)));
        List<Delivery> deliveries = new ArrayList<>(rig.deliveries());
        assertThat(deliveries).hasSize(2);

        rig.join("late", "echo", 1);
        rig.advance(100);
        deliveries.add(rig.delivery());
        deliveries.forEach(delivery -> answer(delivery, "1"));
        assertThat(rig.replies()).isEmpty();
        rig.advance(2_000);

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getError()).isEqualTo("3 of 4 answered, 1 failed, nothing came of 0");
        assertThat(reply.getAnswers().get(3).getError()).contains("3 offer echo");
    }

    @Test
    void whoeverIsFullIsWaitedForWithoutStandingInTheWayOfOthers() {
        rig(Map.of("SWARMLOG_ROUTER_AGENT_QUEUE_MAX", "0"));
        agents(2);
        rig.submit("one");
        Delivery first = rig.delivery();

        rig.submit(gather("m", mode("ALL", 2)));
        Delivery second = rig.delivery();
        rig.submit("two");
        assertThat(rig.deliveries()).isEmpty();
        rig.complete(first);
        Delivery third = rig.delivery();

        assertThat(third.getMessageId()).isEqualTo("branch:1/m");
        rig.complete(second);
        assertThat(rig.delivery().getMessageId()).isEqualTo("two");
        rig.complete(third);
        assertThat(rig.replies()).extracting(Reply::getMessageId).containsExactly("one", "m");
    }

    @Test
    void aGatherWaitsForItsFirstAgentsLikeAnyMessage() {
        rig.submit(gather("m", mode("FIRST", 0)));
        rig.advance(500);
        assertThat(rig.replies()).isEmpty();

        agents(1);
        rig.advance(100);
        answer(rig.delivery(), "1");

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void whatNobodyOffersIsRejected() {
        rig.submit(gather("m", mode("ALL", 3)));
        rig.advance(2_100);

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void aBroadcastGoesToEachAndFailsWithTheOneThatDies() {
        agents(3);
        rig.submit(broadcast("m", message -> message));
        List<Delivery> deliveries = rig.deliveries();
        assertThat(deliveries).extracting(Delivery::getAgentId).containsExactly("a0", "a1", "a2");
        rig.join("a3", "echo", 1);
        rig.advance(3_000);

        rig.publish(rig.status("a1", 1, "echo", 1, AgentState.DEAD));
        rig.advance(200);
        answer(deliveries.get(0), "0");
        answer(deliveries.get(2), "2");

        Reply reply = rig.reply();
        assertThat(rig.deliveries()).isEmpty();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getAnswers().get(1).getAgentId()).isEqualTo("a1");
        assertThat(reply.getAnswers().get(1).getError()).contains("a1 is not there any more");
    }

    @Test
    void aBroadcastToTooManyIsRejected() {
        rig(Map.of("SWARMLOG_ROUTER_FAN_OUT_MAX", "2"));
        agents(3);

        rig.submit(broadcast("m", message -> message));

        assertThat(rig.reply().getError()).contains("at most 2 agents are allowed, found 3");
        assertThat(rig.deliveries()).isEmpty();
    }

    @Test
    void fanOutOfAllGoesUpToTheBound() {
        rig(Map.of("SWARMLOG_ROUTER_FAN_OUT_MAX", "2"));
        agents(3);

        rig.submit(gather("m", mode("ALL", 0)));

        assertThat(rig.deliveries()).hasSize(2);
    }

    @Test
    void repetitionsOfAKeyHearTheFirstReply() {
        agents(2);
        Message keyed = rig.message(
                MessageIds.derived("", "k"),
                message -> message.setIdempotencyKey("k").setGather(mode("ALL", 2)));
        rig.submit(keyed);
        List<Delivery> deliveries = rig.deliveries();
        rig.submit(keyed);
        assertThat(rig.deliveries()).isEmpty();
        deliveries.forEach(delivery -> answer(delivery, "1"));
        Reply first = rig.reply();

        rig.submit(keyed);

        assertThat(rig.reply()).isEqualTo(first);
        assertThat(rig.deliveries()).isEmpty();
    }

    @Test
    void whatNobodyWaitsForEndsAsADeadLetterOrAResult() {
        agents(2);
        rig.submit(rig.message("m", message -> message.setReplyTopic("").setGather(mode("ALL", 2))));
        rig.deliveries().forEach(delivery -> rig.fail(delivery, ErrorClass.NON_RETRYABLE));
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getReason()).hasToString("INCOMPLETE"));

        rig.submit(rig.message("n", message -> message.setReplyTopic("").setGather(mode("ALL", 2))));
        List<Delivery> deliveries = rig.deliveries();
        rig.fail(deliveries.get(0), ErrorClass.NON_RETRYABLE);
        answer(deliveries.get(1), "1");
        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.PARTIAL);
    }

    @Test
    void anIdThatLooksLikeABranchIsRejectedAndOneWithASlashIsNot() {
        agents(1);

        rig.submit("branch:0/m");
        assertThat(rig.reply().getError()).contains("branch:");
        rig.submit("m/0");

        assertThat(rig.delivery().getMessageId()).isEqualTo("m/0");
    }

    @Test
    void whatTogetherHoldsTooMuchDoesNotCount() {
        rig(Map.of("SWARMLOG_ROUTER_GATHER_BYTES_MAX", "1000"));
        agents(2);
        rig.submit(gather("m", mode("ALL", 2)));
        List<Delivery> deliveries = rig.deliveries();

        answer(deliveries.get(0), "\"" + "x".repeat(600) + "\"");
        answer(deliveries.get(1), "\"" + "y".repeat(600) + "\"");

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getAnswers().get(1).getError()).contains("at most 1000 bytes");
    }

    @Test
    void moreAtOnceThanTheBoundAreToldToComeAgain() {
        rig(Map.of("SWARMLOG_ROUTER_GATHERS_MAX", "1"));
        agents(2);
        rig.submit(gather("m", mode("ALL", 2)));

        rig.submit(gather("n", mode("ALL", 2)));

        assertThat(rig.reply().getStatus()).isEqualTo(ReplyStatus.REJECTED);
    }

    @Test
    void aGatherOutlivesTheRouterWithWhatItHad() {
        agents(3);
        rig.submit(gather("m", mode("MERGE", 3)));
        List<Delivery> deliveries = rig.deliveries();
        answer(deliveries.get(1), "[1]");
        rig.logged();

        rig.restart(rig.agent("a0", "echo", 1), rig.agent("a1", "echo", 1), rig.agent("a2", "echo", 1));

        assertThat(rig.deliveries())
                .extracting(Delivery::getDeliveryId)
                .as("sent again to the letter")
                .containsExactly("branch:0/m#1", "branch:2/m#1");
        assertThat(rig.metered("gather.open")).isEqualTo(1);
        answer(deliveries.get(0), "[0]");
        answer(deliveries.get(1), "[7]");
        answer(deliveries.get(2), "[2]");
        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(text(reply.getResult())).isEqualTo("[0,1,2]");
        assertThat(rig.metered("gather.ignored", "reason", "duplicate")).isEqualTo(1);
    }

    @Test
    void anOutcomeThatIsTooMuchForTheLogIsIgnoredOrFails() {
        agents(2);
        rig.submit(gather("m", mode("ALL", 2)));
        List<Delivery> deliveries = rig.deliveries();

        rig.answer(
                rig.outcome(deliveries.get(0), OutcomeStatus.COMPLETED, with -> with.setAgentId("x".repeat(300_000))));
        rig.answer(rig.outcome(
                deliveries.get(0), OutcomeStatus.COMPLETED, with -> with.setContentType("x".repeat(300_000))));
        answer(deliveries.get(1), "1");

        Reply reply = rig.reply();
        assertThat(reply.getStatus()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(reply.getAnswers().getFirst().getError()).contains("contentType: at most 256 characters");
    }

    @Test
    void anAgentThatClaimsManyAttemptsDoesNotMakeThemOverflow() {
        agents(2);
        rig.submit(gather("m", mode("ALL", 2)));

        rig.deliveries()
                .forEach(delivery -> rig.answer(
                        rig.outcome(delivery, OutcomeStatus.COMPLETED, with -> with.setFence(Long.MAX_VALUE))));

        assertThat(rig.reply().getAttempts()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void gathersThatWaitBeginOneAfterTheOtherAndKeepNobodyFromAFreeAgent() {
        rig(Map.of("SWARMLOG_ROUTER_GATHERS_MAX", "1"));
        rig.submit(gather("m", mode("ALL", 1)));
        rig.submit(gather("n", mode("ALL", 1)));
        rig.join("a0", "echo", 4);
        rig.advance(100);
        Delivery first = rig.delivery();

        rig.submit("one");
        assertThat(rig.delivery().getMessageId()).isEqualTo("one");
        rig.advance(500);
        assertThat(rig.replies()).isEmpty();
        answer(first, "1");
        rig.advance(100);

        assertThat(rig.reply().getMessageId()).isEqualTo("m");
        assertThat(rig.delivery().getMessageId()).isEqualTo("branch:0/n");
    }

    @Test
    void branchesInLineTakeNoRoomFromOtherMessages() {
        rig(Map.of("SWARMLOG_ROUTER_AGENT_QUEUE_MAX", "0", "SWARMLOG_ROUTER_WAITING_MAX", "4"));
        agents(4);
        rig.submit(gather("m", mode("ALL", 4)));
        rig.submit(gather("n", mode("ALL", 4)));
        assertThat(rig.deliveries()).hasSize(4);

        rig.submit("one");

        assertThat(rig.replies()).isEmpty();
    }

    @Test
    void whatEverybodyCallsHopelessIsNotWorthAnotherTry() {
        agents(2);
        rig.submit(gather("bad", mode("FIRST", 2)));
        rig.deliveries().forEach(delivery -> rig.fail(delivery, ErrorClass.NON_RETRYABLE));
        Reply bad = rig.reply();
        rig.submit(gather("unlike", mode("MAJORITY", 2)));
        List<Delivery> unlike = rig.deliveries();
        rig.fail(unlike.getFirst(), ErrorClass.NON_RETRYABLE);
        answer(unlike.getLast(), "1");

        assertThat(bad.getErrorClass()).isEqualTo(ErrorClass.NON_RETRYABLE);
        assertThat(rig.reply().getErrorClass()).isEqualTo(ErrorClass.RETRYABLE);
    }
}

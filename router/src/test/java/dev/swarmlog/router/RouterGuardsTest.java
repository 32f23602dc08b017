package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.Alert;
import dev.swarmlog.v1.BreakerState;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.Reply;
import dev.swarmlog.v1.ReplyStatus;
import dev.swarmlog.v1.Routing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the router does about agents that fail, and tells of it. */
final class RouterGuardsTest {
    private RouterRig rig = new RouterRig(Map.of(), Telemetry.off());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void anAgentThatFailsThreeTimesInARowIsReported() {
        failures("a", 4, ErrorClass.RETRYABLE);

        rig.advance(1_000);

        assertThat(rig.observations())
                .extracting(AgentObservation::getBreaker)
                .as("when it was seen")
                .containsExactly(BreakerState.OPEN);
        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.getCode()).isEqualTo("router.breaker-open");
            assertThat(alert.getAttributes()).containsEntry("agentId", "a");
            assertThat(alert.getMessage()).startsWith("Agent a failed again and again: it gets no work for 3");
        });
        assertThat(rig.metered("breaker.changes", "to", "open")).isEqualTo(1);
        assertThat(rig.metered("breaker.agents", "state", "open")).isEqualTo(1);
        assertThat(rig.metered("breaker.agents", "state", "closed")).isZero();
    }

    @Test
    void whoFailsEverythingGetsNothingThenOneMessageThenMoreAndMore() {
        failures("a", 10, ErrorClass.RETRYABLE);

        rig.advance(29_000);
        assertThat(rig.deliveries()).isEmpty();
        rig.advance(5_000);
        Delivery probe = rig.delivery();
        rig.advance(5_000);
        assertThat(rig.deliveries()).as("before the probe is answered").isEmpty();
        rig.complete(probe);
        rig.advance(10);

        assertThat(rig.deliveries()).hasSize(1).allSatisfy(rig::complete);
        rig.advance(10_000);
        rig.deliveries().forEach(rig::complete);
        assertThat(rig.replies()).hasSize(10).extracting(Reply::getStatus).containsOnly(ReplyStatus.COMPLETED);
    }

    @Test
    void aMessageOfWhichNothingWillBeHeardIsNeverTheProbe() {
        rig.close();
        rig = new RouterRig(Map.of("SWARMLOG_ROUTER_ATTEMPTS_MAX", "1"), Telemetry.off());
        failures("a", 3, ErrorClass.RETRYABLE);
        rig.advance(34_000);

        rig.submit(untracked("u1"));
        rig.submit(untracked("u2"));
        assertThat(rig.deliveries()).hasSize(2);
        rig.submit(rig.message("t1", with -> with.setType("echo-a")));
        rig.submit(rig.message("t2", with -> with.setType("echo-a")));
        Delivery probe = rig.delivery();
        rig.complete(probe);

        assertThat(probe.getMessageId()).isEqualTo("t1");
        assertThat(rig.delivery().getMessageId()).isEqualTo("t2");
    }

    /** Whoever guesses a fence could bring down an agent, and a crash lets a former agent's news come late. */
    @Test
    void newsOfAnotherAgentOrLifeSaysNothing() {
        for (Delivery delivery : work("a", 3)) {
            rig.answer(rig.outcome(
                    delivery,
                    OutcomeStatus.FAILED,
                    with -> with.setErrorClass(ErrorClass.RETRYABLE).setAgentId("x")));
            rig.answer(rig.outcome(
                    delivery,
                    OutcomeStatus.FAILED,
                    with -> with.setErrorClass(ErrorClass.RETRYABLE).setAgentEpoch(99)));
        }

        rig.advance(1_000);

        assertThat(rig.metered("breaker.changes", "to", "open")).isZero();
        assertThat(rig.observations())
                .allSatisfy(seen -> assertThat(seen.getFailedByClass()).isEmpty());
    }

    @Test
    void badMessagesAndFullOrRateLimitedAgentsBreakNothing() {
        failures("a", 10, ErrorClass.NON_RETRYABLE);
        failures("b", 10, ErrorClass.RESOURCE_EXHAUSTED);
        failures("c", 10, ErrorClass.RATE_LIMITED);

        rig.advance(1_000);

        assertThat(rig.observations()).extracting(AgentObservation::getBreaker).containsOnly(BreakerState.CLOSED);
        assertThat(rig.alerts()).isEmpty();
    }

    @Test
    void whatAnEarlierRouterSentBreaksNothing() {
        List<Delivery> work = work("a", 10);
        rig.restart();
        assertThat(rig.deliveries()).isEmpty();

        work.forEach(delivery -> rig.fail(delivery, ErrorClass.RETRYABLE));
        rig.advance(1_000);

        assertThat(rig.metered("breaker.changes", "to", "open")).isZero();
    }

    @Test
    void aSwarmThatFailsAllAtOnceRaisesABoundedNumberOfAlarms() {
        for (int i = 0; i < Alarms.PER_MINUTE + 10; i++) {
            failures("a" + i, 3, ErrorClass.RETRYABLE);
        }

        rig.advance(1_000);
        List<Alert> first = rig.alerts();
        rig.advance(60_000);

        assertThat(first).hasSize(Alarms.PER_MINUTE);
        assertThat(rig.alerts())
                .extracting(Alert::getMessage)
                .first()
                .isEqualTo("10 more agents got into trouble within a minute");
    }

    @Test
    void anAgentUnderARateLimitIsLeftAloneForAsLongAsItSaid() {
        rig.join("a", "echo", 4);
        rig.submit("first");
        rig.answer(rig.outcome(
                rig.delivery(),
                OutcomeStatus.FAILED,
                with -> with.setErrorClass(ErrorClass.RATE_LIMITED).setRetryAfterMs(5_000)));

        rig.submit("second");
        rig.advance(4_900);
        assertThat(rig.deliveries()).isEmpty();
        rig.advance(200);

        assertThat(rig.deliveries()).extracting(Delivery::getMessageId).containsExactlyInAnyOrder("first", "second");
    }

    /** Without a budget it would be four retries for each message. */
    @Test
    void retriesStayUnderTheirShareWhileEverythingFailsAndNothingIsLost() {
        rig.close();
        rig = new RouterRig(
                Map.of(
                        "SWARMLOG_ROUTER_RETRIES_PER_SECOND", "2",
                        "SWARMLOG_ROUTER_BREAKER_FAILURES", "1000",
                        "SWARMLOG_ROUTER_BREAKER_WINDOW_MS", "100",
                        "SWARMLOG_ROUTER_DEADLINE_MS", "60000"),
                Telemetry.off());
        rig.join("a", "echo", 1_000);
        rig.join("b", "echo", 1_000);
        int seconds = 40;
        int perSecond = 100;
        int firsts = 0;
        int retries = 0;
        List<Reply> replies = new ArrayList<>();

        for (int i = 0; i < seconds * perSecond; i++) {
            rig.submit("m" + i);
            rig.advance(1_000 / perSecond);
            for (Delivery delivery : rig.deliveries()) {
                if (delivery.getAttempt() == 1) {
                    firsts++;
                } else {
                    retries++;
                }
                rig.fail(delivery, ErrorClass.RETRYABLE);
            }
        }
        assertThat(firsts).isEqualTo(seconds * perSecond);
        assertThat(retries).isBetween((int) (firsts * 0.15), (int) (firsts * 0.2) + 2 * (seconds + 10));
        assertThat(rig.metered("retries")).isGreaterThanOrEqualTo(retries);
        assertThat(rig.metered("retries.postponed")).isPositive();

        for (int i = 0; i < 1_000; i++) {
            rig.advance(100);
            rig.deliveries().forEach(rig::complete);
            replies.addAll(rig.replies());
        }
        assertThat(replies)
                .extracting(Reply::getMessageId)
                .doesNotHaveDuplicates()
                .hasSize(firsts);
    }

    private Message untracked(String id) {
        Routing untracked = Routing.newBuilder().setTracked(false).build();
        return rig.message(id, with -> with.setType("echo-a").setReplyTopic("").setRouting(untracked));
    }

    private void failures(String agentId, int count, ErrorClass errorClass) {
        work(agentId, count).forEach(delivery -> rig.fail(delivery, errorClass));
    }

    private List<Delivery> work(String agentId, int count) {
        rig.join(agentId, "echo-" + agentId, count);
        for (int i = 0; i < count; i++) {
            String id = agentId + "-m" + i;
            rig.submit(rig.message(id, with -> with.setType("echo-" + agentId)));
        }
        return rig.deliveries();
    }
}

package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.runtime.telemetry.Telemetry;
import dev.swarmlog.schemas.Canary;
import dev.swarmlog.v1.AgentObservation;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Delivery;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.Outcome;
import dev.swarmlog.v1.OutcomeStatus;
import dev.swarmlog.v1.ReplyStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the router tells the registry about agents. */
final class RouterObservationsTest {
    private final RouterRig rig = new RouterRig(
            Map.of("SWARMLOG_ROUTER_LEASE_MS", "2000", "SWARMLOG_ROUTER_ATTEMPTS_MAX", "10"), Telemetry.off());

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void observationsTellWhatWasSeen() {
        rig.join("a", "echo", 5);
        rig.submit("m");
        rig.submit("n");
        List<Delivery> deliveries = rig.deliveries();
        rig.advance(20);
        rig.complete(deliveries.getFirst());
        rig.fail(deliveries.getLast(), ErrorClass.NON_RETRYABLE);

        AgentObservation seen = observed();

        assertThat(seen.getAgentId()).isEqualTo("a");
        assertThat(seen.getEpoch()).isEqualTo(1);
        assertThat(seen.getSent()).isEqualTo(2);
        assertThat(seen.getCompleted()).isEqualTo(1);
        assertThat(seen.getLatencyMsMean()).isEqualTo(20f);
        assertThat(seen.getFailedByClass()).containsExactly(Map.entry("NON_RETRYABLE", 1L));
        assertThat(seen.getCanariesAnswered()).isZero();
    }

    /** Else a busy router takes its agents to be slow, and has ever fewer of them to send to. */
    @Test
    void thatARouterReadsLateSaysNothingOfTheAgent() {
        rig.join("a", "echo", 5);
        rig.submit("m");
        Delivery delivery = rig.delivery();
        rig.advance(20);
        Outcome outcome = rig.outcome(delivery, OutcomeStatus.COMPLETED, with -> with);
        long toldMs = rig.now();
        rig.sleep(20_000);
        rig.observations();
        rig.answer(outcome, toldMs);

        assertThat(observed().getLatencyMsMean()).isEqualTo(20f);
    }

    /** Clocks of brokers and routers differ. */
    @ParameterizedTest
    @CsvSource({"-5000, 0", "5000, 20"})
    void noWorkTakesLongerThanWasWaitedForItNorLessThanNothing(long aheadMs, float expectedMs) {
        rig.join("a", "echo", 5);
        rig.submit("m");
        Delivery delivery = rig.delivery();
        rig.advance(20);
        rig.answer(rig.outcome(delivery, OutcomeStatus.COMPLETED, with -> with), rig.now() + aheadMs);

        assertThat(observed().getLatencyMsMean()).isEqualTo(expectedMs);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeStatus.class,
            names = {"COMPLETED", "FAILED", "REJECTED"})
    void whateverIsSaidToACanaryIsAnAnswer(OutcomeStatus status) {
        rig.join("a", "echo", 5);

        rig.answer(toCanary("a", 1, status));

        assertThat(observed().getCanariesAnswered()).isEqualTo(1);
        assertThat(rig.replies()).isEmpty();
        assertThat(rig.metered("canaries.answered")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = OutcomeStatus.class,
            names = {"ACCEPTED", "PROGRESS"})
    void aPromiseToAnswerIsNone(OutcomeStatus status) {
        rig.join("a", "echo", 5);

        rig.answer(toCanary("a", 1, status));
        rig.advance(1_000);

        assertThat(rig.observations()).isEmpty();
    }

    @Test
    void anAnswerOfAnEarlierLifeDoesNotCount() {
        rig.publish(rig.status("a", 7, "echo", 5, AgentState.HEALTHY));

        rig.answer(toCanary("a", 6, OutcomeStatus.COMPLETED));
        rig.advance(10_000);

        assertThat(rig.observations()).isEmpty();
        assertThat(rig.metered("ignored", "reason", "stale")).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsHereBeforeTheStatusCountsWhenThatComes() {
        rig.answer(toCanary("a", 7, OutcomeStatus.COMPLETED));
        rig.advance(2_000);
        assertThat(rig.observations()).isEmpty();

        rig.publish(rig.status("a", 7, "echo", 5, AgentState.HEALTHY));

        AgentObservation seen = observed();
        assertThat(seen.getCanariesAnswered()).isEqualTo(1);
        assertThat(seen.getEpoch()).isEqualTo(7);
    }

    @Test
    void forgedAnswersTakeBoundedRoomForSeconds() {
        for (int i = 0; i < CanaryAnswers.UNHEARD_MAX + 100; i++) {
            rig.answer(toCanary("nobody-" + i, 7, OutcomeStatus.COMPLETED));
        }
        assertThat(rig.metered("ignored", "reason", "stale")).isEqualTo(100);

        rig.advance(CanaryAnswers.UNHEARD_MS + 1_000);

        assertThat(rig.metered("ignored", "reason", "stale")).isEqualTo(CanaryAnswers.UNHEARD_MAX + 100.0);
        assertThat(rig.observations()).isEmpty();
    }

    @Test
    void nobodyMaySubmitACanary() {
        rig.join("a", Canary.TYPE, 5);

        rig.submit(rig.message("m", with -> with.setType(Canary.TYPE)));
        rig.submit(Canary.ID_PREFIX + "a:1");

        assertThat(rig.replies()).hasSize(2).allSatisfy(reply -> {
            assertThat(reply.getStatus()).isEqualTo(ReplyStatus.REJECTED);
            assertThat(reply.getError()).contains("the platform's own");
        });
        assertThat(rig.deliveries()).isEmpty();
    }

    @Test
    void trailingFailuresFollowTheOrderOfOutcomes() {
        List<Delivery> work = work(6);

        rig.fail(work.get(0), ErrorClass.RETRYABLE);
        rig.complete(work.get(1));
        rig.fail(work.get(2), ErrorClass.RETRYABLE);
        rig.fail(work.get(3), ErrorClass.NON_RETRYABLE);
        rig.fail(work.get(4), ErrorClass.RATE_LIMITED);
        rig.answer(rig.outcome(
                work.get(5), OutcomeStatus.REJECTED, with -> with.setErrorClass(ErrorClass.RESOURCE_EXHAUSTED)));

        AgentObservation seen = observed();
        assertThat(seen.getTrailingFailures()).isEqualTo(2);
        assertThat(seen.getCompleted()).isEqualTo(1);
        assertThat(seen.getFailedByClass())
                .containsOnly(
                        Map.entry("RETRYABLE", 2L), Map.entry("NON_RETRYABLE", 1L), Map.entry("RATE_LIMITED", 1L));
    }

    @Test
    void aCompletionAtTheEndLeavesNoTrailingFailure() {
        List<Delivery> work = work(3);

        rig.fail(work.get(0), ErrorClass.RETRYABLE);
        rig.fail(work.get(1), ErrorClass.RETRYABLE);
        rig.complete(work.get(2));

        assertThat(observed().getTrailingFailures()).isZero();
    }

    @Test
    void aLeaseThatRunsOutIsAFailureOfItsAgent() {
        work(1);
        rig.advance(1_000);
        rig.observations();

        rig.advance(2_100);

        assertThat(rig.observations()).anySatisfy(seen -> {
            assertThat(seen.getFailedByClass()).containsExactly(Map.entry("LEASE_ENDED", 1L));
            assertThat(seen.getTrailingFailures()).isEqualTo(1);
        });
    }

    @Test
    void leasesThatRanOutWhileTheRouterSleptAreNobodysFailure() {
        work(1);
        rig.advance(1_000);
        rig.observations();

        rig.sleep(60_000);
        rig.advance(1_000);

        assertThat(rig.observations())
                .allSatisfy(seen -> assertThat(seen.getFailedByClass()).isEmpty());
    }

    private List<Delivery> work(int count) {
        rig.join("a", "echo", count);
        for (int i = 0; i < count; i++) {
            rig.submit("m" + i);
        }
        return rig.deliveries();
    }

    private AgentObservation observed() {
        rig.advance(1_000);
        List<AgentObservation> all = rig.observations();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Outcome toCanary(String agentId, long epoch, OutcomeStatus status) {
        String messageId = Canary.ID_PREFIX + agentId + ":1";
        return Outcome.newBuilder()
                .setDeliveryId(messageId + "#1")
                .setMessageId(messageId)
                .setAgentId(agentId)
                .setAgentEpoch(epoch)
                .setAttempt(1)
                .setFence(1)
                .setStatus(status)
                .setAtMs(rig.now())
                .build();
    }
}

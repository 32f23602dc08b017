package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.MACHINE;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.beat;
import static dev.swarmlog.registry.core.Agents.card;
import static dev.swarmlog.registry.core.Agents.timedOut;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.RegistryEffect.AskCanary;
import dev.swarmlog.registry.core.RegistryEffect.Cause;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.liveness.Liveness;
import org.junit.jupiter.api.Test;

/** An agent that always beats; what is looked at is what it proves beyond that. */
final class LivenessTest {
    private static final Outcomes NO_WORK = new Outcomes(0, 0, 0, -1);
    private static final long WAIT_MS = 13_000;

    private long nowMs = T0;
    private long sequence;
    private Agent agent = healthy();

    @Test
    void whoJustBeganToBeatIsAskedOnce() {
        Decision asked = decide(timedOut());
        Decision again = decide(timedOut());

        assertThat(asked.effects()).containsExactly(new AskCanary(T0));
        assertThat(again.effects()).containsExactly(new Ignore(Cause.NOT_DUE));
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.HEARTBEATING);
    }

    @Test
    void anAnswerIsShownAtOnce() {
        decide(timedOut());

        Decision answered = decide(new Observed(1, nowMs, nowMs, NO_WORK, 1));

        assertThat(answered.effects()).containsExactly(new PublishStatus());
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.ANSWERING);
        assertThat(MACHINE.deadlineMs(agent)).isLessThanOrEqualTo(nowMs + 60_000);
    }

    @Test
    void whoWorksIsAskedNothing() {
        for (int second = 0; second < 600; second++) {
            pass(1_000);
            decide(new Observed(1, nowMs, nowMs, new Outcomes(3, 0, 0, 20), 0));
            assertThat(decide(timedOut()).effects()).containsExactly(new Ignore(Cause.NOT_DUE));
        }

        assertThat(agent.shown().liveness()).isEqualTo(Liveness.WORKING);
    }

    @Test
    void oldProofIsRenewedByACanary() {
        decide(new Observed(1, nowMs, nowMs, new Outcomes(3, 0, 0, 20), 0));
        pass(60_000);

        Decision due = decide(timedOut());
        decide(new Observed(1, nowMs, nowMs, NO_WORK, 1));
        pass(20_000);

        assertThat(due.effects()).hasSize(1).first().isInstanceOf(AskCanary.class);
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.ANSWERING);
    }

    @Test
    void whatWasSeenLongAgoAndIsReadNowIsNoFreshProof() {
        Decision old = decide(new Observed(1, nowMs - 100_000, nowMs, new Outcomes(3, 0, 0, 20), 1));

        assertThat(old.effects()).isEmpty();
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.HEARTBEATING);
        assertThat(decide(timedOut()).effects()).containsExactly(new AskCanary(nowMs));
    }

    @Test
    void anOldProofTakesNoForgivenessAway() {
        decide(new Observed(1, nowMs, nowMs, new Outcomes(3, 0, 0, 20), 0));
        decide(new RegistryEvent.Blinded(100_000));
        nowMs += 100_000;

        decide(new Observed(1, nowMs - 95_000, nowMs, new Outcomes(1, 0, 0, 20), 0));

        assertThat(agent.shown().liveness()).isEqualTo(Liveness.WORKING);
    }

    @Test
    void whoBeatsButAnswersNothingIsFoundOut() {
        for (int canary = 1; canary <= 3; canary++) {
            assertThat(decide(timedOut()).effects()).hasSize(1).first().isInstanceOf(AskCanary.class);
            pass(WAIT_MS);
            Decision lapsed = decide(heardOfOthers());
            assertThat(agent.proof().unanswered()).isEqualTo(canary);
            assertThat(lapsed.effects().contains(new PublishEvent(Kind.DEGRADED, "3 canaries unanswered")))
                    .isEqualTo(canary == 3);
        }

        assertThat(agent.state()).isEqualTo(State.DEGRADED);
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.HEARTBEATING);
        Decision answered = decide(new Observed(1, nowMs, nowMs, NO_WORK, 1));
        assertThat(answered.effects()).contains(new PublishEvent(Kind.RECOVERED, "health 1.00"));
        assertThat(agent.shown().liveness()).isEqualTo(Liveness.ANSWERING);
    }

    @Test
    void whenNobodysAnswersComeHereNobodyIsBlamed() {
        decide(timedOut());
        pass(WAIT_MS);

        decide(timedOut());

        assertThat(agent.proof().unanswered()).isZero();
        assertThat(agent.state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void whatCouldNotBeWrittenIsHeldAgainstNobody() {
        decide(timedOut());
        long lostMs = nowMs;
        pass(WAIT_MS);
        decide(heardOfOthers(lostMs));
        assertThat(agent.proof().unanswered()).isZero();
        assertThat(agent.proof().isAsked()).isFalse();

        pass(60_000);
        decide(heardOfOthers(lostMs));
        assertThat(agent.proof().isAsked()).isTrue();
        pass(WAIT_MS);
        decide(heardOfOthers(lostMs));
        assertThat(agent.proof().unanswered())
                .as("one that was lost earlier does not excuse it")
                .isEqualTo(1);
    }

    @Test
    void waitsWhenTheTaskHasAskedEnough() {
        Decision postponed = decide(new TimedOut(new Situation(Panic.Crowd.FEW, false, 0, 0)));

        assertThat(postponed.effects()).containsExactly(new Ignore(Cause.CANARY_POSTPONED));
        assertThat(MACHINE.deadlineMs(agent)).isEqualTo(T0 + 1_000);
    }

    @Test
    void whatAnEarlierEpochProvedIsNotBelieved() {
        Decision stale = decide(new Observed(0, nowMs, nowMs, NO_WORK, 1));

        assertThat(stale.effects()).containsExactly(new Ignore(Cause.STALE_OBSERVATION));
    }

    private static TimedOut heardOfOthers() {
        return heardOfOthers(0);
    }

    private static TimedOut heardOfOthers(long lostMs) {
        return new TimedOut(new Situation(Panic.Crowd.FEW, true, Long.MAX_VALUE, lostMs));
    }

    /** Beats all the while. */
    private void pass(long ms) {
        for (long until = nowMs + ms; nowMs < until; ) {
            nowMs = Math.min(until, nowMs + 1_000);
            decide(beat(1, ++sequence));
        }
    }

    private Decision decide(RegistryEvent event) {
        Decision decision = MACHINE.decide(agent, event, nowMs);
        agent = requireNonNull(decision.next());
        return decision;
    }

    private Agent healthy() {
        Agent joining = MACHINE.decide(null, new CardReceived(card(1)), nowMs).next();
        return requireNonNull(
                MACHINE.decide(joining, beat(1, ++sequence), nowMs).next());
    }
}

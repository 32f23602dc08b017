package dev.swarmlog.router.core;

import static dev.swarmlog.router.core.Messages.KEYED;
import static dev.swarmlog.router.core.Messages.MACHINE;
import static dev.swarmlog.router.core.Messages.NOW;
import static dev.swarmlog.router.core.Messages.POLICY;
import static dev.swarmlog.router.core.Messages.TERMS;
import static dev.swarmlog.router.core.Messages.UNAWAITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageEvent.Assignment;
import dev.swarmlog.router.core.MessageEvent.CapacityFreed;
import dev.swarmlog.router.core.MessageEvent.Completed;
import dev.swarmlog.router.core.MessageEvent.Declined;
import dev.swarmlog.router.core.MessageEvent.Failed;
import dev.swarmlog.router.core.MessageEvent.Progressed;
import dev.swarmlog.router.core.MessageEvent.Submitted;
import dev.swarmlog.router.core.MessageEvent.TimedOut;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageMachineTest {
    private static final MessageState UNSEEN = MessageState.Unseen.INSTANCE;

    private static Decision decide(MessageState state, MessageEvent event, Roster roster) {
        return MACHINE.decide(TERMS, state, event, NOW, roster);
    }

    private static Assignment of(int fence) {
        return new Assignment(fence, "a", 7);
    }

    static Stream<MessageEvent> events() {
        return Stream.of(
                Submitted.ANEW,
                new Progressed(of(1)),
                new Completed(of(1)),
                new Failed(of(1), FailureClass.RETRYABLE, "why", 0),
                new Failed(of(1), FailureClass.NON_RETRYABLE, "why", 0),
                new Failed(of(1), FailureClass.RATE_LIMITED, "why", 5),
                new Declined(of(1), FailureClass.RESOURCE_EXHAUSTED, "why", 0),
                new AgentLost("a", 7));
    }

    @ParameterizedTest
    @MethodSource("events")
    void aRepeatedEventChangesNothingMore(MessageEvent event) {
        MessageState before = event instanceof Submitted ? UNSEEN : Messages.inFlight(1);
        MessageState once =
                MACHINE.decide(KEYED, before, event, NOW, FakeRoster.of("b")).next();

        Decision twice = MACHINE.decide(KEYED, once, event, NOW, FakeRoster.of("b"));

        assertThat(twice.next()).isEqualTo(once);
        assertThat(twice.effects())
                .allMatch(effect -> effect instanceof Effect.Ignore
                        || effect instanceof Effect.Join
                        || effect instanceof Effect.Repeat);
    }

    /** As it is when the clock was set back by an hour between two lives of the router. */
    @Test
    void nothingWaitsForLongerAfterARestartThanItWouldFromNowOn() {
        long ahead = NOW + 3_600_000;
        Answer answer = Answer.incomplete("", 1, false, false);

        List<MessageState> resumed = Stream.of(
                        new Waiting(Messages.tries(0), ahead, ""),
                        new InFlight(Messages.tries(1), "a", 7, ahead, ahead),
                        new BackingOff(Messages.tries(1), ahead, "oops", 2),
                        new Answered(answer, ahead))
                .map(state -> state.resumed(POLICY, NOW))
                .toList();

        assertThat(resumed)
                .containsExactly(
                        new Waiting(Messages.tries(0), NOW + POLICY.unknownGraceMs(), ""),
                        new InFlight(Messages.tries(1), "a", 7, ahead, NOW + POLICY.leaseMs()),
                        new BackingOff(Messages.tries(1), NOW + POLICY.backoffMaxMs(), "oops", 2),
                        new Answered(answer, NOW + POLICY.answerKeptMs()));
    }

    @Test
    void whatIsDueSoonerIsSoAfterARestartToo() {
        List<MessageState> states = List.of(
                UNSEEN,
                new Waiting(Messages.tries(0), MessageState.NEVER, ""),
                new Waiting(Messages.tries(0), NOW + 1, ""),
                new BackingOff(Messages.tries(1), NOW + 1, "oops", 2),
                new MessageState.HandedOver(1),
                new MessageState.Gathering(NOW + 1),
                new Answered(Answer.incomplete("", 1, false, false), NOW + 1));

        assertThat(states).allMatch(state -> state.resumed(POLICY, NOW).equals(state));
    }

    @Test
    void handsOverWhatIsNotTrackedAndForgetsIt() {
        Decision decision = MACHINE.decide(Messages.UNTRACKED, UNSEEN, Submitted.ANEW, NOW, FakeRoster.of("b"));

        assertThat(decision.next()).isEqualTo(new MessageState.HandedOver(1));
        assertThat(decision.effects())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Effect.Deliver.class),
                        second -> assertThat(second).isEqualTo(new Effect.Forget()));
    }

    @Test
    void forgetsWhatAFormerLifeHandedOver() {
        Decision decision =
                MACHINE.decide(Messages.UNTRACKED, UNSEEN, new MessageEvent.SentBefore(of(1)), NOW, FakeRoster.of("b"));

        assertThat(decision.next()).isEqualTo(new MessageState.HandedOver(1));
        assertThat(decision.effects()).containsExactly(new Effect.Forget());
    }

    @Test
    void leavesWorkWithWhomAFormerLifeGaveItToThoughOthersAreFree() {
        Decision decision = decide(UNSEEN, new MessageEvent.SentBefore(of(1)), FakeRoster.of("b"));

        assertThat(decision.next()).isEqualTo(new InFlight(Messages.tries(1), "a", 7, NOW, NOW + POLICY.leaseMs()));
        assertThat(decision.effects()).isEmpty();
    }

    @Test
    void isInDoubtWhereAFormerLifeAskedNobodyKnowsWhom() {
        MessageState waits =
                decide(UNSEEN, new Submitted(true), FakeRoster.of()).next();

        Decision end = decide(waits, new MessageEvent.Withdrawn("why", MessageState.NEVER), FakeRoster.of());

        assertThat(((MessageState.Answered) end.next()).answer().inDoubt()).isTrue();
    }

    @Test
    void letsWhatIsNotTrackedWaitForAnAgentLikeAllOthers() {
        Decision waits = MACHINE.decide(Messages.UNTRACKED, UNSEEN, Submitted.ANEW, NOW, FakeRoster.of());
        Decision placed = MACHINE.decide(
                Messages.UNTRACKED, waits.next(), new MessageEvent.CapacityFreed(), NOW, FakeRoster.of("b"));

        assertThat(waits.next()).isInstanceOf(Waiting.class);
        assertThat(placed.next()).isEqualTo(new MessageState.HandedOver(1));
    }

    @Test
    void retriesElsewhereAtOnce() {
        Decision decision = decide(
                Messages.inFlight(1), new Failed(of(1), FailureClass.RETRYABLE, "oops", 0), FakeRoster.of("a", "b"));

        assertThat(decision.next()).isEqualTo(new InFlight(Messages.tries(2), "b", 7, NOW, NOW + POLICY.leaseMs()));
    }

    @Test
    void backsOffBeforeItTriesTheSameAgentAgain() {
        Decision decision =
                decide(Messages.inFlight(1), new Failed(of(1), FailureClass.RETRYABLE, "oops", 0), FakeRoster.of("a"));

        assertThat(decision.next()).isEqualTo(new BackingOff(Messages.tries(1), NOW + 100, "oops"));
    }

    @Test
    void anAgentThatWouldNotBeginCostsTheMessageNothing() {
        Declined full = new Declined(of(3), FailureClass.RESOURCE_EXHAUSTED, "no room", 0);

        InFlight refusedTwice = new InFlight(new Tries(3, 2, false), "a", 7, NOW - 10, NOW + 20_000);
        Decision decision = decide(refusedTwice, full, FakeRoster.of("b"));

        assertThat(decision.next()).isEqualTo(new BackingOff(new Tries(3, 3, false), NOW + 400, "no room"));
        assertThat(decision.effects()).isEmpty();
    }

    @Test
    void afterManyRefusalsTheFirstFailureIsTheFirst() {
        InFlight refusedOften = new InFlight(new Tries(41, 40, false), "a", 7, NOW - 10, NOW + 20_000);
        Assignment of = new Assignment(41, "a", 7);

        Decision failed = decide(refusedOften, new Failed(of, FailureClass.RETRYABLE, "oops", 0), FakeRoster.of("b"));
        Decision lost = decide(refusedOften, new AgentLost("a", 7), FakeRoster.of());
        Decision refused =
                decide(refusedOften, new Declined(of, FailureClass.RESOURCE_EXHAUSTED, "full", 0), FakeRoster.of("b"));

        assertThat(failed.next())
                .isEqualTo(new InFlight(new Tries(42, 40, false), "b", 7, NOW, NOW + POLICY.leaseMs()));
        assertThat(lost.next()).isEqualTo(new Waiting(new Tries(41, 40, true), MessageState.NEVER, "agent a was lost"));
        assertThat(refused.next()).isEqualTo(new BackingOff(new Tries(41, 41, false), NOW + 1_600, "full"));
    }

    @Test
    void goesToAnotherAtOnceWhenAnAgentIsLeaving() {
        Declined leaving = new Declined(of(1), FailureClass.RETRYABLE, "leaving", 0);

        Decision decision = decide(Messages.inFlight(1), leaving, FakeRoster.of("a", "b"));

        assertThat(decision.next())
                .isEqualTo(new InFlight(new Tries(2, 1, false), "b", 7, NOW, NOW + POLICY.leaseMs()));
    }

    @Test
    void aRateLimitHoldsForTheAgentAndForTheMessageOnlyWhereThereIsNoOther() {
        Failed limited = new Failed(of(1), FailureClass.RATE_LIMITED, "slow down", 7_000);

        assertThat(decide(Messages.inFlight(1), limited, FakeRoster.of("a", "b"))
                        .next())
                .isEqualTo(new InFlight(Messages.tries(2), "b", 7, NOW, NOW + POLICY.leaseMs()));
        assertThat(decide(Messages.inFlight(1), limited, FakeRoster.of("a")).next())
                .isEqualTo(new BackingOff(Messages.tries(1), NOW + 7_000, "slow down"));
    }

    @Test
    void noAgentPutsAMessageOffBeyondItsDeadline() {
        Failed forever = new Failed(of(1), FailureClass.RATE_LIMITED, "slow down", Long.MAX_VALUE);
        Declined never = new Declined(of(1), FailureClass.RATE_LIMITED, "slow down", Long.MAX_VALUE);

        assertThat(decide(Messages.inFlight(1), forever, FakeRoster.of()).next())
                .isEqualTo(new BackingOff(Messages.tries(1), TERMS.deadlineMs(), "slow down"));
        assertThat(decide(Messages.inFlight(1), never, FakeRoster.of()).next())
                .isEqualTo(new BackingOff(new Tries(1, 1, false), TERMS.deadlineMs(), "slow down"));
    }

    @Test
    void whatIsReadTooLateEndsAtOnceUnlessSomebodyMayHaveIt() {
        long late = TERMS.deadlineMs();

        Decision end = MACHINE.decide(TERMS, UNSEEN, Submitted.ANEW, late, FakeRoster.of("a"));
        Decision heardFirst = MACHINE.decide(TERMS, UNSEEN, new Submitted(true), late, FakeRoster.of("a"));

        assertThat(end.next())
                .isInstanceOfSatisfying(
                        MessageState.Answered.class,
                        over -> assertThat(over.answer().status()).isEqualTo(Answer.Status.EXPIRED));
        assertThat(heardFirst.next()).isInstanceOf(BackingOff.class);
        assertThat(heardFirst.effects()).isEmpty();
    }

    @Test
    void whileTooManyWereSentAwayNobodySetsOut() {
        Decision decision = decide(UNSEEN, Submitted.ANEW, FakeRoster.of("a").withTooManyAway());

        assertThat(decision.effects()).first().isEqualTo(new Effect.Reply(Answer.noRoom(6_000)));
    }

    @Test
    void whoMayNotRetryBacksOffAndAsksAgainEverMoreRarely() {
        FakeRoster poor = FakeRoster.of("b").withoutBudget().withLuck(1);
        Failed failed = new Failed(of(1), FailureClass.RETRYABLE, "oops", 0);
        BackingOff state = new BackingOff(Messages.tries(1), NOW + 200, "oops");
        Terms patient = new Terms(3, MessageState.NEVER, true, false, true, false, 0);
        assertThat(decide(Messages.inFlight(1), failed, poor)).isEqualTo(Decision.of(state));

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long due = state.untilMs();
            state = (BackingOff)
                    MACHINE.decide(patient, state, new TimedOut(), due, poor).next();
            waits.add(state.untilMs() - due);
        }

        assertThat(waits).containsExactly(400L, 800L, 1_600L, 3_200L, 6_400L, 12_800L, 25_600L, 30_000L, 30_000L);
        assertThat(MACHINE.decide(patient, state, new TimedOut(), state.untilMs(), FakeRoster.of("b"))
                        .next())
                .as("no attempt was lost by waiting")
                .isInstanceOfSatisfying(
                        InFlight.class, flight -> assertThat(flight.attempt()).isEqualTo(2));
    }

    @Test
    void anEndedLeaseNeedsTheBudgetAndTheAgentsDeathDoesNot() {
        FakeRoster poor = FakeRoster.of("b").withoutBudget();
        InFlight silent = new InFlight(Messages.tries(1), "a", 7, NOW - POLICY.leaseMs(), NOW);

        assertThat(decide(silent, new TimedOut(), poor).next()).isInstanceOf(BackingOff.class);
        assertThat(decide(silent, new AgentLost("a", 7), poor).next()).isInstanceOf(InFlight.class);
        assertThat(decide(silent, new Declined(of(1), FailureClass.RETRYABLE, "leaving", 0), poor)
                        .next())
                .isInstanceOf(InFlight.class);
    }

    @Test
    void backoffDoublesUpToItsCapAndIsJittered() {
        assertThat(POLICY.backoffMs(1, 1.0)).isEqualTo(200);
        assertThat(POLICY.backoffMs(3, 1.0)).isEqualTo(800);
        assertThat(POLICY.backoffMs(3, 0.25)).isEqualTo(200);
        assertThat(POLICY.backoffMs(1_000, 1.0)).isEqualTo(30_000);
        assertThat(POLICY.backoffMs(1, 0.0)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void givesUpAfterTheLastAttempt(FailureClass failure) {
        Decision decision = decide(Messages.inFlight(3), new Failed(of(3), failure, "oops", 0), FakeRoster.of("b"));

        assertThat(decision.next()).isInstanceOf(Answered.class);
        assertThat(decision.effects()).first().isInstanceOf(Effect.Reply.class);
    }

    @Test
    void whereLossesAreAllowedOnlyFailuresUseUpAttempts() {
        Terms lossy = new Terms(1, NOW + 60_000, true, false, true, false, 2);
        AgentLost lost = new AgentLost("a", 7);
        Failed failed = new Failed(of(1), FailureClass.RETRYABLE, "oops", 0);

        assertThat(MACHINE.decide(lossy, Messages.inFlight(2), lost, NOW, FakeRoster.of("b"))
                        .next())
                .isInstanceOf(InFlight.class);
        assertThat(MACHINE.decide(lossy, Messages.inFlight(3), lost, NOW, FakeRoster.of("b"))
                        .next())
                .isInstanceOf(Answered.class);
        assertThat(MACHINE.decide(lossy, Messages.inFlight(1), failed, NOW, FakeRoster.of("b"))
                        .next())
                .isInstanceOf(Answered.class);
    }

    @Test
    void agentsThatDieUseUpAttemptsToo() {
        Decision decision = decide(Messages.inFlight(3), new AgentLost("a", 7), FakeRoster.of("b"));

        assertThat(decision.effects())
                .first()
                .isEqualTo(new Effect.Reply(new Answer(
                        Answer.Status.FAILED,
                        Answer.Cause.ATTEMPTS_EXHAUSTED,
                        FailureClass.RETRYABLE,
                        "agent a was lost",
                        0,
                        "a",
                        3,
                        true)));
    }

    @Test
    void aLaterStartOfTheAgentIsNotTheOneThatWasLost() {
        InFlight restarted = new InFlight(Messages.tries(1), "a", 8, NOW, NOW + 100);

        assertThat(decide(restarted, new AgentLost("a", 7), FakeRoster.of("b")).next())
                .isEqualTo(restarted);
    }

    @Test
    void progressRenewsTheLeaseAsOftenAsItComes() {
        MessageState state = new InFlight(Messages.tries(1), "a", 7, NOW, NOW + POLICY.leaseMs());
        Terms patient = new Terms(3, MessageState.NEVER, true, false, true, false, 0);
        long now = NOW;
        for (int i = 0; i < 20; i++) {
            now += POLICY.leaseMs() / 2;
            state = MACHINE.decide(patient, state, new Progressed(of(1)), now, FakeRoster.of("b"))
                    .next();
            state = MACHINE.decide(patient, state, new TimedOut(), now + 1, FakeRoster.of("b"))
                    .next();
        }

        assertThat(state).isEqualTo(new InFlight(Messages.tries(1), "a", 7, NOW, now + POLICY.leaseMs()));
    }

    @Test
    void aLeaseThatEndsMovesTheWorkWithAHigherFence() {
        InFlight silent = new InFlight(Messages.tries(1), "a", 7, NOW - 10, NOW);

        Decision decision = decide(silent, new TimedOut(), FakeRoster.of("a", "b"));

        assertThat(decision.next()).isEqualTo(new InFlight(new Tries(2, 0, true), "b", 7, NOW, NOW + POLICY.leaseMs()));
    }

    @Test
    void aResultThatIsLateButNotOvertakenCounts() {
        Decision decision = decide(Messages.waiting(2), new Completed(of(2)), FakeRoster.of());

        assertThat(decision.effects()).first().isEqualTo(new Effect.Reply(Answer.completed("a", 2)));
    }

    @Test
    void aResultThatWasOvertakenDoesNot() {
        Decision decision = decide(Messages.inFlight(2), new Completed(of(1)), FakeRoster.of());

        assertThat(decision).isEqualTo(Decision.ignored(Messages.inFlight(2), Effect.Reason.STALE));
    }

    /** A former life of the router, whose last records were lost with it, had given the first assignment to z. */
    @Test
    void whatIsSaidFirstOfAnAssignmentCountsWhoeverHasIt() {
        Assignment lost = new Assignment(1, "z", 8);
        Failed failed = new Failed(lost, FailureClass.NON_RETRYABLE, "no", 0);

        for (MessageState state : List.of(Messages.inFlight(1), Messages.waiting(0))) {
            assertThat(decide(state, failed, FakeRoster.of()).next()).isInstanceOf(Answered.class);
            assertThat(decide(state, new Completed(lost), FakeRoster.of()).next())
                    .isInstanceOf(Answered.class);
        }
        assertThat(decide(Messages.inFlight(2), failed, FakeRoster.of()).next()).isEqualTo(Messages.inFlight(2));
    }

    @Test
    void newsOfAnEarlierStartOfItsAgentIsRefused() {
        InFlight restarted = new InFlight(Messages.tries(1), "a", 8, NOW, NOW + 100);

        assertThat(decide(restarted, new Completed(of(1)), FakeRoster.of()).next())
                .isEqualTo(restarted);
        assertThat(decide(restarted, new Progressed(of(1)), FakeRoster.of()).next())
                .isEqualTo(restarted);
        assertThat(decide(restarted, new Failed(of(1), FailureClass.RETRYABLE, "", 0), FakeRoster.of())
                        .next())
                .isEqualTo(restarted);
    }

    @Test
    void theDeadlineEndsItWhereverItIs() {
        List<MessageState> everywhere = List.of(Messages.waiting(1), Messages.inFlight(1), Messages.backingOff(1));

        for (MessageState state : everywhere) {
            Decision decision = MACHINE.decide(TERMS, state, new TimedOut(), TERMS.deadlineMs(), FakeRoster.of("b"));
            assertThat(((Answered) decision.next()).answer().status()).isEqualTo(Answer.Status.EXPIRED);
        }
    }

    /** Its end may have to wait for what is yet to be read. */
    @Test
    void whatIsLateGoesToNobody() {
        Roster roomy = FakeRoster.of("a", "b");
        long late = TERMS.deadlineMs();
        List<MessageEvent> givenBack = List.of(
                new Failed(of(1), FailureClass.RETRYABLE, "no", 0),
                new Declined(of(1), FailureClass.RETRYABLE, "busy", 0),
                new AgentLost("a", 7));

        for (int attempt : new int[] {0, 1}) {
            MessageState out = MACHINE.decide(TERMS, Messages.waiting(attempt), new CapacityFreed(), late, roomy)
                    .next();
            assertThat(out).isInstanceOf(BackingOff.class);
            assertThat(out.attempt()).isEqualTo(attempt);
            assertThat(out.dueMs(TERMS)).isEqualTo(late);
        }
        for (MessageEvent event : givenBack) {
            Decision decision = MACHINE.decide(TERMS, Messages.inFlight(1), event, late, roomy);
            assertThat(decision.effects()).as("%s", event).isEmpty();
            assertThat(decision.next().dueMs(TERMS)).as("%s", event).isEqualTo(late);
        }
    }

    @Test
    void anUnheardOfCapabilityIsRefusedOnlyAfterAGrace() {
        Roster nobody = FakeRoster.of().withoutTheCapability();
        MessageState waiting = decide(UNSEEN, Submitted.ANEW, nobody).next();

        assertThat(waiting).isEqualTo(new Waiting(Messages.tries(0), NOW + POLICY.unknownGraceMs(), ""));
        assertThat(MACHINE.decide(TERMS, waiting, new TimedOut(), NOW + POLICY.unknownGraceMs(), nobody)
                        .effects())
                .first()
                .extracting(effect -> ((Effect.Reply) effect).answer().cause())
                .isEqualTo(Answer.Cause.NO_SUCH_CAPABILITY);
    }

    @Test
    void aFullWaitingRoomSaysWhenToComeAgain() {
        Decision decision = decide(UNSEEN, Submitted.ANEW, FakeRoster.of().withoutRoom());

        assertThat(decision.effects()).first().isEqualTo(new Effect.Reply(Answer.noRoom(6_000)));
    }

    @Test
    void whenToComeAgainIsBoundedAndJittered() {
        assertThat(POLICY.comeAgainInMs(0, 1.0)).isEqualTo(1_000);
        assertThat(POLICY.comeAgainInMs(8_000, 1.0)).isEqualTo(8_000);
        assertThat(POLICY.comeAgainInMs(8_000, 0.0)).isEqualTo(4_000);
        assertThat(POLICY.comeAgainInMs(Long.MAX_VALUE, 1.0)).isEqualTo(60_000);
    }

    @Test
    void aPatientMessageWaitsForACapabilityThatNobodyHasHadYet() {
        Terms patient = new Terms(3, NOW + 60_000, true, false, true, true, 0);
        Roster nobody = FakeRoster.of().withoutTheCapability();

        MessageState waiting =
                MACHINE.decide(patient, UNSEEN, Submitted.ANEW, NOW, nobody).next();
        Decision late = MACHINE.decide(patient, waiting, new TimedOut(), NOW + 60_000, nobody);

        assertThat(waiting).isEqualTo(new Waiting(Messages.tries(0), MessageState.NEVER, ""));
        assertThat(((Answered) late.next()).answer().error()).contains("none ever offered the capability echo");
    }

    @Test
    void whatNobodyWaitsForAndFailsIsADeadLetter() {
        Failed failed = new Failed(of(1), FailureClass.NON_RETRYABLE, "no", 0);

        Decision decision = MACHINE.decide(UNAWAITED, Messages.inFlight(1), failed, NOW, FakeRoster.of());

        assertThat(decision.effects()).first().isInstanceOf(Effect.DeadLetter.class);
        assertThat(decision.effects()).last().isEqualTo(new Effect.Forget());
    }

    @Test
    void aKeyedMessageIsAnsweredAgainUntilItsAnswerIsForgotten() {
        Answered kept =
                (Answered) MACHINE.decide(KEYED, Messages.inFlight(1), new Completed(of(1)), NOW, FakeRoster.of())
                        .next();

        assertThat(MACHINE.decide(KEYED, kept, Submitted.ANEW, NOW + 1, FakeRoster.of())
                        .effects())
                .containsExactly(new Effect.Repeat());
        assertThat(MACHINE.decide(KEYED, kept, new TimedOut(), kept.keptUntilMs(), FakeRoster.of())
                        .effects())
                .containsExactly(new Effect.Forget());
    }
}

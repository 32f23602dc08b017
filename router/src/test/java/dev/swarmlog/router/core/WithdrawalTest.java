package dev.swarmlog.router.core;

import static dev.swarmlog.router.core.Messages.MACHINE;
import static dev.swarmlog.router.core.Messages.NOW;
import static dev.swarmlog.router.core.Messages.POLICY;
import static dev.swarmlog.router.core.Messages.TERMS;
import static dev.swarmlog.router.core.Messages.UNAWAITED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageEvent.Assignment;
import dev.swarmlog.router.core.MessageEvent.Completed;
import dev.swarmlog.router.core.MessageEvent.Declined;
import dev.swarmlog.router.core.MessageEvent.Failed;
import dev.swarmlog.router.core.MessageEvent.Progressed;
import dev.swarmlog.router.core.MessageEvent.TimedOut;
import dev.swarmlog.router.core.MessageEvent.Withdrawn;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Tries;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WithdrawalTest {
    private static final Withdrawn WITHDRAWN = new Withdrawn("too late", MessageState.NEVER);
    private static final Assignment MINE = new Assignment(2, "a", 7);

    private static Decision decide(MessageState state, MessageEvent event, long nowMs) {
        return MACHINE.decide(TERMS, state, event, nowMs, FakeRoster.of("b"));
    }

    private static Answer answer(Decision decision) {
        assertThat(decision.effects()).first().isInstanceOf(Effect.Reply.class);
        return ((Effect.Reply) decision.effects().getFirst()).answer();
    }

    private static Answer withdrawn(MessageState state, MessageEvent event, long nowMs) {
        Answer answer = answer(decide(state, event, nowMs));
        assertThat(answer.status()).isEqualTo(Answer.Status.WITHDRAWN);
        return answer;
    }

    static Stream<MessageState> withNobody() {
        return Stream.of(
                new Waiting(Tries.NONE, MessageState.NEVER, ""),
                new Waiting(new Tries(1, 1, false), MessageState.NEVER, "full"),
                new BackingOff(Messages.tries(1), NOW + 100, "oops"));
    }

    @ParameterizedTest
    @MethodSource("withNobody")
    void whatNoAgentHasEndsAtOnceAndWasNotDone(MessageState state) {
        Answer answer = withdrawn(state, WITHDRAWN, NOW);

        assertThat(answer.error()).startsWith("too late");
        assertThat(answer.inDoubt()).isFalse();
    }

    @Test
    void whatASilentAgentHadBeforeIsInDoubt() {
        Tries once = new Tries(1, 0, true);

        assertThat(withdrawn(new Waiting(once, MessageState.NEVER, "lost"), WITHDRAWN, NOW)
                        .inDoubt())
                .isTrue();
        assertThat(withdrawn(new BackingOff(once, NOW + 100, "silent"), WITHDRAWN, NOW)
                        .inDoubt())
                .isTrue();
    }

    @Test
    void whoeverHasItIsToldAndHeardOut() {
        Decision told = decide(Messages.inFlight(2), WITHDRAWN, NOW);

        assertThat(told.next())
                .isEqualTo(new Withdrawing(Messages.inFlight(2), "too late", NOW + POLICY.withdrawalMs()));
        assertThat(told.effects()).containsExactly(new Effect.Withdraw(Messages.inFlight(2), "too late"));
        assertThat(decide(told.next(), WITHDRAWN, NOW).effects())
                .containsExactly(new Effect.Ignore(Effect.Reason.DUPLICATE));
    }

    @Test
    void whatWasDoneIsDone() {
        Answer answer = answer(decide(Messages.withdrawing(2), new Completed(MINE), NOW));

        assertThat(answer.status()).isEqualTo(Answer.Status.COMPLETED);
        assertThat(answer.agentId()).isEqualTo("a");
    }

    static Stream<MessageEvent> words() {
        return Stream.of(
                new Declined(MINE, FailureClass.RETRYABLE, "never begun", 0),
                new Failed(MINE, FailureClass.RETRYABLE, "stopped", 0),
                new Failed(MINE, FailureClass.RATE_LIMITED, "stopped", 5_000),
                new Failed(MINE, FailureClass.NON_RETRYABLE, "bad", 0));
    }

    @ParameterizedTest
    @MethodSource("words")
    void whatItsAgentSaysIsNotDoneIsNotDoneAndNotTriedAgain(MessageEvent word) {
        Answer answer = withdrawn(Messages.withdrawing(2), word, NOW);

        assertThat(answer.inDoubt()).isFalse();
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(answer.agentId()).isEqualTo("a");
    }

    @Test
    void whatOneAgentDidNotDoAnEarlierOneMayHave() {
        InFlight second = new InFlight(new Tries(2, 0, true), "a", 7, NOW - 10, NOW + 20_000);
        Withdrawing state = new Withdrawing(second, "too late", NOW + 10_000);

        assertThat(withdrawn(state, new Failed(MINE, FailureClass.RETRYABLE, "stopped", 0), NOW)
                        .inDoubt())
                .isTrue();
    }

    @Test
    void ofWhatItsAgentDoesNotSayNobodyKnows() {
        Withdrawing state = Messages.withdrawing(2);

        assertThat(withdrawn(state, new AgentLost("a", 7), NOW).inDoubt()).isTrue();
        assertThat(withdrawn(state, new TimedOut(), state.untilMs()).inDoubt()).isTrue();
        assertThat(decide(state, new TimedOut(), state.untilMs() - 1).next()).isEqualTo(state);
    }

    @Test
    void aSilentAgentIsWaitedForNoLongerThanItsLeaseLasts() {
        InFlight almostOver = new InFlight(Messages.tries(1), "a", 7, NOW - 10, NOW + 5);
        Withdrawing state = new Withdrawing(almostOver, "too late", NOW + 10_000);

        assertThat(withdrawn(state, new TimedOut(), NOW + 5).inDoubt()).isTrue();
        Decision renewed = decide(state, new Progressed(new Assignment(1, "a", 7)), NOW);
        assertThat(renewed.next().dueMs(TERMS)).isEqualTo(NOW + 10_000);
    }

    @Test
    void whoStopsAtTheDeadlineIsStillHeard() {
        Withdrawing state = new Withdrawing(Messages.inFlight(1), "too late", TERMS.deadlineMs() + 10);
        MessageState renewed = decide(state, new Progressed(new Assignment(1, "a", 7)), TERMS.deadlineMs() - 1)
                .next();

        assertThat(decide(renewed, new TimedOut(), TERMS.deadlineMs()).next()).isEqualTo(renewed);
    }

    @Test
    void whoAsksForLessTimeGetsLess() {
        Decision told = decide(Messages.inFlight(2), new Withdrawn("too late", NOW + 5), NOW);

        assertThat(told.next().dueMs(TERMS)).isEqualTo(NOW + 5);
    }

    @Test
    void ofSomebodyElseNothingIsBelieved() {
        MessageState state = Messages.withdrawing(2);

        assertThat(Stream.of(
                        new Completed(new Assignment(1, "z", 7)),
                        new Failed(new Assignment(2, "a", 6), FailureClass.RETRYABLE, "no", 0),
                        new Progressed(new Assignment(1, "a", 7)),
                        new AgentLost("z", 7)))
                .allMatch(event -> decide(state, event, NOW).next().equals(state));
    }

    @Test
    void itIsAReplyAlsoWhereNobodyWaits() {
        Decision decision = MACHINE.decide(UNAWAITED, Messages.waiting(0), WITHDRAWN, NOW, FakeRoster.of());

        assertThat(answer(decision).status()).isEqualTo(Answer.Status.WITHDRAWN);
    }

    @Test
    void afterARestartAnAgentIsWaitedForNoLongerThanFromNowOn() {
        Withdrawing ahead = new Withdrawing(Messages.inFlight(1), "too late", NOW + 3_600_000);

        assertThat(ahead.resumed(POLICY, NOW).untilMs()).isEqualTo(NOW + POLICY.withdrawalMs());
    }
}

package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.DETECTOR;
import static dev.swarmlog.registry.core.Agents.MACHINE;
import static dev.swarmlog.registry.core.Agents.RHYTHM_MS;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.TIMEOUTS;
import static dev.swarmlog.registry.core.Agents.beat;
import static dev.swarmlog.registry.core.Agents.card;
import static dev.swarmlog.registry.core.Agents.timedOut;
import static dev.swarmlog.registry.core.Agents.writtenAt;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.RegistryEffect.Cause;
import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.Observed;
import dev.swarmlog.registry.core.RegistryEvent.Outcomes;
import dev.swarmlog.registry.core.RegistryEvent.Situation;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import dev.swarmlog.registry.core.rhythm.Rhythm;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RegistryMachineTest {
    private static final Rhythm RHYTHM = Rhythm.promised(RHYTHM_MS);
    private static final long SUSPECT_MS = DETECTOR.suspectAfterMs(RHYTHM);
    private static final long DEAD_MS = DETECTOR.deadAfterMs(RHYTHM);

    @Test
    void anAgentRegistersAndBeats() {
        Decision registered = decide(null, new CardReceived(card(1)), T0);
        Decision beating = decide(registered.next(), beat(1, 0), T0 + 5);

        assertThat(registered.effects())
                .containsExactly(new PublishStatus(), new PublishEvent(Kind.REGISTERED, "epoch 1"));
        assertThat(requireNonNull(registered.next()).state()).isEqualTo(State.JOINING);
        assertThat(beating.effects()).containsExactly(new PublishStatus());
        assertThat(requireNonNull(beating.next()).state()).isEqualTo(State.HEALTHY);
        assertThat(beating.next().shown().version()).isEqualTo(2);
    }

    @Test
    void beatsThatTellNothingNewArePublishedNowhere() {
        Agent healthy = healthy();

        Decision decision = decide(healthy, beat(1, 1), T0 + 1_000);

        assertThat(decision.effects()).isEmpty();
        assertThat(requireNonNull(decision.next()).isWorthStoringOver(healthy)).isFalse();
    }

    @Test
    void loadIsPublishedByTheBandAndOncePerInterval() {
        Agent healthy = healthy();

        Decision tooLittle = decide(healthy, beat(1, 1, 1), T0 + 1_000);
        Decision tooSoon = decide(healthy, beat(1, 1, 8), T0 + 999);
        Decision enough = decide(tooSoon.next(), beat(1, 2, 8), T0 + 1_000);

        assertThat(tooLittle.effects()).isEmpty();
        assertThat(tooSoon.effects()).isEmpty();
        assertThat(enough.effects()).containsExactly(new PublishStatus());
        assertThat(requireNonNull(enough.next()).shown().inFlight()).isEqualTo(8);
    }

    @Test
    void aCardReadAheadOfABacklogDoesNotHoldBackWhatBeatsTell() {
        Card changed = writtenAt(Agents.with(card(1), List.of(), List.of("new")), T0 + 1);
        Agent ahead = requireNonNull(
                decide(healthy(), new CardReceived(changed), T0 + 60_000).next());

        Decision decision = decide(ahead, beat(1, 1, 8), T0 + 1_000);

        assertThat(decision.effects()).containsExactly(new PublishStatus());
    }

    @Test
    void silenceMakesSuspectAndThenDead() {
        Agent healthy = healthy();

        Decision notYet = decide(healthy, timedOut(), T0 + SUSPECT_MS - 1);
        Decision suspect = decide(healthy, timedOut(), T0 + SUSPECT_MS);
        Decision notYetDead = decide(suspect.next(), timedOut(), T0 + DEAD_MS - 1);
        Decision dead = decide(suspect.next(), timedOut(), T0 + DEAD_MS);

        assertThat(stateOf(notYet)).isEqualTo(State.HEALTHY);
        assertThat(suspect.effects())
                .containsExactly(
                        new PublishStatus(), new PublishEvent(Kind.SUSPECTED, "silent for " + SUSPECT_MS + " ms"));
        assertThat(notYetDead.next()).isSameAs(suspect.next());
        assertThat(dead.effects())
                .containsExactly(new PublishStatus(), new PublishEvent(Kind.DEAD, "silent for " + DEAD_MS + " ms"));
    }

    @Test
    void nobodyDiesWithoutHavingBeenSuspect() {
        Decision late = decide(healthy(), timedOut(), T0 + 1_000_000);

        assertThat(stateOf(late)).isEqualTo(State.SUSPECT);
    }

    @Test
    void aBeatBringsBackTheSuspectAndTheDead() {
        Decision suspected = decide(suspect(), beat(1, 9), T0 + SUSPECT_MS + 1);
        Decision revived = decide(dead(), beat(1, 9), T0 + DEAD_MS + 1);

        for (Decision back : List.of(suspected, revived)) {
            assertThat(stateOf(back)).isEqualTo(State.HEALTHY);
            assertThat(back.effects())
                    .containsExactly(new PublishStatus(), new PublishEvent(Kind.RECOVERED, "beats again"));
        }
    }

    @Test
    void aCardBringsBackTheSuspect() {
        Decision back = decide(suspect(), new CardReceived(writtenAt(card(1), T0 + 1)), T0 + SUSPECT_MS + 1);

        assertThat(stateOf(back)).isEqualTo(State.HEALTHY);
        assertThat(back.effects())
                .containsExactly(new PublishStatus(), new PublishEvent(Kind.RECOVERED, "sent its card"));
    }

    @Test
    void inAPanicNobodyDies() {
        RegistryEvent inPanic = new TimedOut(new Situation(Panic.Crowd.PANIC, true, 0, 0));

        Decision suspect = decide(healthy(), inPanic, T0 + SUSPECT_MS);
        Decision withheld = decide(suspect.next(), inPanic, T0 + DEAD_MS);

        assertThat(stateOf(suspect)).isEqualTo(State.SUSPECT);
        assertThat(withheld.next()).isSameAs(suspect.next());
        assertThat(withheld.effects()).containsExactly(new Ignore(Cause.DEATH_WITHHELD));
    }

    @Test
    void whileManyAreSilentEachHasAStrangersPatience() {
        RegistryEvent whileMany = new TimedOut(new Situation(Panic.Crowd.MANY, true, 0, 0));
        Agent known = healthy();
        for (int i = 1; i <= 600; i++) {
            known = requireNonNull(
                    decide(known, beat(1, 100 + i), T0 + (long) i * RHYTHM_MS).next());
        }
        long last = T0 + 600L * RHYTHM_MS;
        Agent suspect = requireNonNull(decide(known, whileMany, last + 1_600).next());

        assertThat(stateOf(decide(suspect, timedOut(), last + 1_700))).isEqualTo(State.DEAD);
        assertThat(decide(suspect, whileMany, last + 2_899).effects())
                .containsExactly(new Ignore(Cause.DEATH_WITHHELD));
        assertThat(stateOf(decide(suspect, whileMany, last + 2_900))).isEqualTo(State.DEAD);
    }

    @Test
    void theDeadAreDeregisteredAndThenForgotten() {
        Agent dead = dead();
        long goneAt = TIMEOUTS.deadlineMs(dead);

        Decision gone = decide(dead, timedOut(), goneAt);
        Decision forgotten = decide(gone.next(), timedOut(), TIMEOUTS.deadlineMs(requireNonNull(gone.next())));

        assertThat(gone.next().state()).isEqualTo(State.GONE);
        assertThat(forgotten.next()).isNull();
        assertThat(forgotten.effects()).containsExactly(new Forget());
    }

    @Test
    void aLaterEpochFencesOutTheEarlierOne() {
        Agent second = requireNonNull(
                decide(healthy(), new CardReceived(card(2)), T0 + 10).next());

        Decision oldBeat = decide(second, beat(1, 100), T0 + 20);
        Decision oldCard = decide(second, new CardReceived(card(1)), T0 + 20);
        Decision oldGoodbye = decide(second, new Left(1), T0 + 20);

        for (Decision fenced : List.of(oldBeat, oldCard, oldGoodbye)) {
            assertThat(fenced.next()).isSameAs(second);
            assertThat(fenced.effects()).singleElement().isInstanceOf(RegistryEffect.Reject.class);
        }
    }

    @Test
    void anAgentThatLeftStaysAwayUntilItsNextEpoch() {
        Agent left = requireNonNull(decide(healthy(), new Left(1), T0 + 10).next());

        Decision lateBeat = decide(left, beat(1, 50), T0 + 20);
        Decision lateCard = decide(left, new CardReceived(writtenAt(card(1), T0 + 15)), T0 + 20);
        Decision again = decide(left, new CardReceived(card(2)), T0 + 20);

        assertThat(lateBeat.next()).isSameAs(left);
        assertThat(lateCard.next()).isSameAs(left);
        assertThat(requireNonNull(again.next()).state()).isEqualTo(State.JOINING);
    }

    @Test
    void whileTheRegistryWasBlindNobodyGrowsOlder() {
        Agent graced = requireNonNull(
                decide(healthy(), new Blinded(60_000), T0 + 60_000).next());

        Decision soonAfter = decide(graced, timedOut(), T0 + 60_000 + SUSPECT_MS - 1);
        Decision inTheEnd = decide(graced, timedOut(), T0 + 60_000 + SUSPECT_MS);

        assertThat(stateOf(soonAfter)).isEqualTo(State.HEALTHY);
        assertThat(stateOf(inTheEnd)).isEqualTo(State.SUSPECT);
    }

    @Test
    void aGraceEndsWithTheNextBeat() {
        Agent graced = requireNonNull(
                decide(healthy(), new Blinded(60_000), T0 + 60_000).next());

        Agent beating = requireNonNull(decide(graced, beat(1, 5), T0 + 61_000).next());

        assertThat(TIMEOUTS.deadlineMs(beating)).isEqualTo(T0 + 61_000 + SUSPECT_MS);
    }

    @Test
    void repetitionsChangeNothing() {
        Agent joining =
                requireNonNull(decide(null, new CardReceived(card(1)), T0).next());
        Agent left = requireNonNull(decide(healthy(), new Left(1), T0).next());
        Agent dead = dead();

        assertThatNothingFollows(joining, new CardReceived(card(1)));
        assertThatNothingFollows(healthy(), beat(1, 0));
        assertThatNothingFollows(left, new Left(1));
        assertThatNothingFollows(dead, timedOut());
    }

    private static void assertThatNothingFollows(Agent agent, RegistryEvent repeated) {
        Decision decision = decide(agent, repeated, T0 + DEAD_MS + 1);

        assertThat(decision.next()).isSameAs(agent);
        assertThat(decision.effects()).singleElement().isInstanceOf(Ignore.class);
    }

    private static State stateOf(Decision decision) {
        return requireNonNull(decision.next()).state();
    }

    private static Agent suspect() {
        return requireNonNull(decide(healthy(), timedOut(), T0 + SUSPECT_MS).next());
    }

    private static Agent dead() {
        return requireNonNull(decide(suspect(), timedOut(), T0 + DEAD_MS).next());
    }

    /** It answered its first canary already, so that what is looked at is not whether one is due. */
    private static Agent healthy() {
        Agent joining = decide(null, new CardReceived(card(1)), T0).next();
        Agent healthy = requireNonNull(decide(joining, beat(1, 0), T0).next());
        return requireNonNull(decide(healthy, new Observed(1, T0, T0, new Outcomes(0, 0, 0, -1), 1), T0)
                .next());
    }

    private static Decision decide(@Nullable Agent agent, RegistryEvent event, long atMs) {
        return MACHINE.decide(agent, event, atMs);
    }
}

package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.MACHINE;
import static dev.swarmlog.registry.core.Agents.RHYTHM_MS;
import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.TIMEOUTS;
import static dev.swarmlog.registry.core.Agents.beat;
import static dev.swarmlog.registry.core.Agents.card;
import static dev.swarmlog.registry.core.Agents.writtenAt;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.RegistryEffect.Forget;
import dev.swarmlog.registry.core.RegistryEffect.Ignore;
import dev.swarmlog.registry.core.RegistryEffect.Kind;
import dev.swarmlog.registry.core.RegistryEffect.PublishEvent;
import dev.swarmlog.registry.core.RegistryEffect.PublishStatus;
import dev.swarmlog.registry.core.RegistryEvent.Blinded;
import dev.swarmlog.registry.core.RegistryEvent.CardReceived;
import dev.swarmlog.registry.core.RegistryEvent.Left;
import dev.swarmlog.registry.core.RegistryEvent.TimedOut;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RegistryMachineTest {
    private static final long SILENCE_MS = 3L * RHYTHM_MS;

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
    void silenceKillsAndABeatRevives() {
        Agent healthy = healthy();

        Decision notYet = decide(healthy, new TimedOut(), T0 + SILENCE_MS - 1);
        Decision dead = decide(healthy, new TimedOut(), T0 + SILENCE_MS);
        Decision revived = decide(dead.next(), beat(1, 9), T0 + SILENCE_MS + 1);

        assertThat(requireNonNull(notYet.next()).state()).isEqualTo(State.HEALTHY);
        assertThat(dead.effects()).contains(new PublishEvent(Kind.DEAD, "silent for 3000 ms"));
        assertThat(requireNonNull(revived.next()).state()).isEqualTo(State.HEALTHY);
        assertThat(revived.effects()).contains(new PublishEvent(Kind.RECOVERED, "beats again"));
    }

    @Test
    void theDeadAreDeregisteredAndThenForgotten() {
        Agent dead = requireNonNull(
                decide(healthy(), new TimedOut(), T0 + SILENCE_MS).next());
        long goneAt = TIMEOUTS.deadlineMs(dead);

        Decision gone = decide(dead, new TimedOut(), goneAt);
        Decision forgotten = decide(gone.next(), new TimedOut(), TIMEOUTS.deadlineMs(requireNonNull(gone.next())));

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

        Decision soonAfter = decide(graced, new TimedOut(), T0 + 60_000 + SILENCE_MS - 1);
        Decision inTheEnd = decide(graced, new TimedOut(), T0 + 60_000 + SILENCE_MS);

        assertThat(requireNonNull(soonAfter.next()).state()).isEqualTo(State.HEALTHY);
        assertThat(requireNonNull(inTheEnd.next()).state()).isEqualTo(State.DEAD);
    }

    @Test
    void aGraceEndsWithTheNextBeat() {
        Agent graced = requireNonNull(
                decide(healthy(), new Blinded(60_000), T0 + 60_000).next());

        Agent beating = requireNonNull(decide(graced, beat(1, 5), T0 + 61_000).next());

        assertThat(TIMEOUTS.deadlineMs(beating)).isEqualTo(T0 + 61_000 + SILENCE_MS);
    }

    @Test
    void repetitionsChangeNothing() {
        Agent joining =
                requireNonNull(decide(null, new CardReceived(card(1)), T0).next());
        Agent left = requireNonNull(decide(healthy(), new Left(1), T0).next());
        Agent dead = requireNonNull(
                decide(healthy(), new TimedOut(), T0 + SILENCE_MS).next());

        assertThatNothingFollows(joining, new CardReceived(card(1)));
        assertThatNothingFollows(healthy(), beat(1, 0));
        assertThatNothingFollows(left, new Left(1));
        assertThatNothingFollows(dead, new TimedOut());
    }

    private static void assertThatNothingFollows(Agent agent, RegistryEvent repeated) {
        Decision decision = decide(agent, repeated, T0 + SILENCE_MS + 1);

        assertThat(decision.next()).isSameAs(agent);
        assertThat(decision.effects()).singleElement().isInstanceOf(Ignore.class);
    }

    private static Agent healthy() {
        Agent joining = decide(null, new CardReceived(card(1)), T0).next();
        return requireNonNull(decide(joining, beat(1, 0), T0).next());
    }

    private static Decision decide(@Nullable Agent agent, RegistryEvent event, long atMs) {
        return MACHINE.decide(agent, event, atMs);
    }
}

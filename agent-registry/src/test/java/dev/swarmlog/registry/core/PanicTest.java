package dev.swarmlog.registry.core;

import static dev.swarmlog.registry.core.Agents.T0;
import static dev.swarmlog.registry.core.Agents.card;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.registry.core.Panic.News;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PanicTest {
    private final Panic panic = new Panic(0.5, 20, 30_000);

    @Test
    void aFewSilentOnesAreNoPanic() {
        come(100);
        move(50, State.HEALTHY, State.SUSPECT);

        assertThat(panic.look(1_000)).isEqualTo(News.NONE);
        assertThat(panic.isOn()).isFalse();
    }

    @Test
    void mostOfFewAreNoPanicEither() {
        come(19);
        move(19, State.HEALTHY, State.SUSPECT);

        assertThat(panic.look(1_000)).isEqualTo(News.NONE);
    }

    @Test
    void whenMostAreSilentItBeginsAndPassesWhenTheyBeatAgain() {
        come(100);
        move(51, State.HEALTHY, State.SUSPECT);

        assertThat(panic.look(1_000)).isEqualTo(News.BEGAN);
        assertThat(panic.look(2_000)).isEqualTo(News.NONE);
        assertThat(panic.isOn()).isTrue();
        move(2, State.SUSPECT, State.HEALTHY);
        assertThat(panic.look(3_000)).isEqualTo(News.PASSED);
        assertThat(panic.isOn()).isFalse();
    }

    @Test
    void whoStaysSilentIsBelievedInTheEndAndOnlyOnce() {
        come(100);
        move(100, State.HEALTHY, State.SUSPECT);

        assertThat(panic.look(1_000)).isEqualTo(News.BEGAN);
        assertThat(panic.look(30_999)).isEqualTo(News.NONE);
        assertThat(panic.look(31_000)).isEqualTo(News.BELIEVED);
        assertThat(panic.isOn()).isFalse();
        assertThat(panic.look(31_100)).isEqualTo(News.NONE);
        move(100, State.SUSPECT, State.DEAD);
        assertThat(panic.look(31_200)).isEqualTo(News.NONE);
        assertThat(panic.crowd()).isEqualTo(Panic.Crowd.FEW);
        assertThat(panic.look(T0 + 4_000)).isEqualTo(News.NONE);
        assertThat(panic.live()).isZero();
    }

    @Test
    void whoDiedJustNowIsStillCountedUntilItBeatsOrTimePasses() {
        come(100);
        panic.look(T0);
        move(45, State.HEALTHY, State.SUSPECT);
        move(45, State.SUSPECT, State.DEAD);
        move(10, State.HEALTHY, State.SUSPECT);

        assertThat(panic.look(T0 + 100)).isEqualTo(News.BEGAN);
        assertThat(panic.live()).isEqualTo(100);
        move(5, State.DEAD, State.HEALTHY);
        assertThat(panic.look(T0 + 200)).isEqualTo(News.PASSED);
        assertThat(panic.silent()).isEqualTo(50);

        panic.look(T0 + 3_250);
        assertThat(panic.silent()).isEqualTo(10);
        assertThat(panic.live()).isEqualTo(60);
        move(40, State.DEAD, State.GONE);
        assertThat(panic.live()).isEqualTo(60);
    }

    @Test
    void manyAreLessThanMost() {
        come(100);
        move(10, State.HEALTHY, State.SUSPECT);
        assertThat(panic.crowd()).isEqualTo(Panic.Crowd.FEW);
        move(1, State.HEALTHY, State.SUSPECT);
        assertThat(panic.crowd()).isEqualTo(Panic.Crowd.MANY);
        move(40, State.HEALTHY, State.SUSPECT);
        panic.look(T0);
        assertThat(panic.crowd()).isEqualTo(Panic.Crowd.PANIC);
    }

    @Test
    void canBeTurnedOff() {
        Panic never = new Panic(0.5, 1, 0);
        never.moved(null, in(State.SUSPECT));

        assertThat(never.look(1_000)).isEqualTo(News.NONE);
    }

    private void come(int agents) {
        move(agents, null, State.HEALTHY);
    }

    private void move(int agents, @Nullable State from, State to) {
        for (int i = 0; i < agents; i++) {
            panic.moved(from == null ? null : in(from), in(to));
        }
    }

    private static Agent in(State state) {
        return Agent.joining(card(1), Shown.NOTHING, T0).into(state, T0);
    }
}

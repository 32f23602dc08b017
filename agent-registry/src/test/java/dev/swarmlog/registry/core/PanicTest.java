package dev.swarmlog.registry.core;

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
        assertThat(panic.live()).isZero();
    }

    @Test
    void canBeTurnedOff() {
        Panic never = new Panic(0.5, 1, 0);
        never.moved(null, State.SUSPECT);

        assertThat(never.look(1_000)).isEqualTo(News.NONE);
    }

    private void come(int agents) {
        move(agents, null, State.HEALTHY);
    }

    private void move(int agents, @Nullable State from, State to) {
        for (int i = 0; i < agents; i++) {
            panic.moved(from, to);
        }
    }
}

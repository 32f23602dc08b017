package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrecedenceTest {
    private static final long ARRIVED_MS = 1_795_000_000_000L;
    private static final long HOUR_MS = 3_600_000;

    private final Precedence precedence = new Precedence(2);

    @Test
    void outcomesGoByTimeUntilTheirTaskHasCaughtUp() {
        assertThat(precedence.shownMs(1, ARRIVED_MS)).isEqualTo(ARRIVED_MS);

        precedence.set(1, true);

        assertThat(precedence.shownMs(1, ARRIVED_MS))
                .as("before what was submitted hours earlier")
                .isLessThan(ARRIVED_MS - 12 * HOUR_MS);
        assertThat(precedence.shownMs(0, ARRIVED_MS)).isEqualTo(ARRIVED_MS);

        precedence.set(1, false);

        assertThat(precedence.shownMs(1, ARRIVED_MS)).isEqualTo(ARRIVED_MS);
    }

    @Test
    void whenAnOutcomeArrivedIsKnownEitherWay() {
        long readMs = ARRIVED_MS + HOUR_MS;

        assertThat(Precedence.arrivedMs(precedence.shownMs(0, ARRIVED_MS), readMs))
                .isEqualTo(ARRIVED_MS);
        precedence.set(0, true);
        assertThat(Precedence.arrivedMs(precedence.shownMs(0, ARRIVED_MS), readMs))
                .isEqualTo(ARRIVED_MS);
    }
}

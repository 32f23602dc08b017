package dev.swarmlog.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RunIdsTest {
    private final RunIds ids = RunIds.of(1_000);

    @Test
    void anIdBearsItsNumber() {
        for (long number : new long[] {0, 9, 12_345, 9_999_999_999L}) {
            assertThat(ids.number(ids.id(number))).isEqualTo(number);
        }
    }

    @Test
    void othersMessagesAreNobodys() {
        assertThat(ids.number(RunIds.of(2_000).id(1))).isNegative();
        assertThat(ids.number("canary:sim-000")).isNegative();
        assertThat(ids.number(ids.id(1).replace('1', 'x'))).isNegative();
        assertThat(ids.number("")).isNegative();
    }
}

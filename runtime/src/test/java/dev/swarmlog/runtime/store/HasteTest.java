package dev.swarmlog.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HasteTest {
    private static final long NOW_MS = 1_800_000_000_000L;

    private final Haste haste = new Haste();

    @Test
    void commitsEachDecisionAtOnceWhereEightyAreAwaitedInASecond() {
        int refused = 0;

        for (int decision = 0; decision < 400; decision++) {
            refused += haste.mayCommit(NOW_MS + decision * 1_000L / 80) ? 0 : 1;
        }

        assertThat(refused).isZero();
    }

    @Test
    void leavesCommitsToTheirIntervalWhereMuchGoesOn() {
        int granted = 0;

        for (int decision = 0; decision < 20_000; decision++) {
            granted += haste.mayCommit(NOW_MS + decision / 20) ? 1 : 0;
        }

        assertThat(granted).isLessThan(50);
    }

    @Test
    void isHastyAgainWhenItGotQuiet() {
        for (int decision = 0; decision < 1_000; decision++) {
            haste.mayCommit(NOW_MS);
        }

        assertThat(haste.mayCommit(NOW_MS)).isFalse();
        assertThat(haste.mayCommit(NOW_MS + 100)).isFalse();
        assertThat(haste.mayCommit(NOW_MS + 200)).isTrue();
    }

    @Test
    void whoeverHadNothingToDoForAWhileRests() {
        haste.worked(5_000_000);

        assertThat(haste.rests(6_400_000)).isFalse();
        assertThat(haste.rests(6_500_000)).isTrue();
    }
}

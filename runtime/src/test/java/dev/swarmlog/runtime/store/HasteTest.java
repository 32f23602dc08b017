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
            refused += mayCommit(NOW_MS + decision * 1_000L / 80) ? 0 : 1;
        }

        assertThat(refused).isZero();
    }

    @Test
    void leavesCommitsToTheirIntervalWhereMuchGoesOn() {
        int granted = 0;

        for (int decision = 0; decision < 20_000; decision++) {
            granted += mayCommit(NOW_MS + decision / 20) ? 1 : 0;
        }

        assertThat(granted).isLessThan(50);
    }

    @Test
    void isHastyAgainWhenItGotQuiet() {
        for (int decision = 0; decision < 1_000; decision++) {
            mayCommit(NOW_MS);
        }

        assertThat(mayCommit(NOW_MS)).isFalse();
        assertThat(mayCommit(NOW_MS + 100)).isFalse();
        assertThat(mayCommit(NOW_MS + 200)).isTrue();
    }

    /** A task with a backlog before brokers that take 200 ms for a commit, whatever is in it. */
    @Test
    void slowCommitsLeaveTimeForWork() {
        long nowMs = NOW_MS;
        long commitsMs = 0;
        int done = 0;

        for (; nowMs < NOW_MS + 10_000; nowMs++, done++) {
            haste.goesOn(nowMs * 1_000_000);
            if (mayCommit(nowMs)) {
                haste.commits(nowMs * 1_000_000);
                haste.commits(nowMs * 1_000_000 + 1);
                nowMs += 200;
                commitsMs += 200;
            }
        }

        assertThat(done).isGreaterThan(4_500);
        assertThat(commitsMs).isLessThan(5_500);
    }

    /** Sagas of four commits of 10 ms each, with a pause after each saga that looks like a commit of 60 ms. */
    @Test
    void aPauseIsNoSlowCommit() {
        int refused = 0;

        for (long nowMs = NOW_MS; nowMs < NOW_MS + 10_000; nowMs += 50) {
            for (int decision = 0; decision < 4; decision++, nowMs += 10) {
                haste.goesOn(nowMs * 1_000_000);
                refused += mayCommit(nowMs) ? 0 : 1;
                haste.commits(nowMs * 1_000_000);
            }
        }

        assertThat(refused).isZero();
    }

    @Test
    void whoeverHadNothingToDoForAWhileRests() {
        haste.worked(5_000_000);

        assertThat(haste.rests(6_400_000)).isFalse();
        assertThat(haste.rests(6_500_000)).isTrue();
    }

    private boolean mayCommit(long nowMs) {
        return haste.mayCommit(nowMs, nowMs * 1_000_000);
    }
}

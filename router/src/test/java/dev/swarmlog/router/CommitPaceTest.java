package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long BEGAN_NS = -5_000;

    private final CommitPace pace = new CommitPace();

    @Test
    void commitsMayTakeATenthOfTheTime() {
        pace.went(BEGAN_NS, BEGAN_NS + 100);

        assertThat(pace.mayAsk(BEGAN_NS + 999)).isFalse();
        assertThat(pace.mayAsk(BEGAN_NS + 1_000)).isTrue();
    }

    @Test
    void whoHasNotSeenOneMayAsk() {
        assertThat(pace.mayAsk(System.nanoTime())).isTrue();
    }

    @Test
    void eachCommitIsTimedOnce() throws InterruptedException {
        long begunNs = System.nanoTime();
        pace.goesOn(begunNs);
        long overNs = System.nanoTime();
        Thread.sleep(2);
        pace.goesOn(begunNs);

        assertThat(pace.mayAsk(begunNs + 10 * (overNs - begunNs))).isTrue();
    }
}

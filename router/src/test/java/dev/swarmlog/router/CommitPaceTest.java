package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final long BEGAN_NS = -5_000;

    private long nowNs;
    private final CommitPace pace = new CommitPace(() -> nowNs);

    @Test
    void commitsMayTakeATenthOfTheTime() {
        nowNs = BEGAN_NS + 100;
        pace.goesOn(BEGAN_NS);

        nowNs = BEGAN_NS + 999;
        assertThat(pace.mayAsk()).isFalse();
        nowNs = BEGAN_NS + 1_000;
        assertThat(pace.mayAsk()).isTrue();
    }

    @Test
    void whoHasNotSeenOneMayAsk() {
        nowNs = 1;

        assertThat(pace.mayAsk()).isTrue();
    }

    @Test
    void whatIsDoneBehindACommitIsNoPartOfIt() {
        nowNs = BEGAN_NS + 100;
        pace.goesOn(BEGAN_NS);
        nowNs = BEGAN_NS + 900;
        pace.goesOn(BEGAN_NS);

        nowNs = BEGAN_NS + 1_000;
        assertThat(pace.mayAsk()).isTrue();
    }
}

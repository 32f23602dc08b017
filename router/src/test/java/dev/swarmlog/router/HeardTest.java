package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeardTest {
    private static final long START = 1_000_000;

    private final Heard heard = new Heard(START);

    @Test
    void aTaskThatBeganKnowsNothingUntilNothingCameForAWhile() {
        ticks(START, START + 490);
        assertThat(heard.allUntil(START + 1, START + 490)).isFalse();

        ticks(START + 490, START + 500);

        assertThat(heard.allUntil(START + 500, START + 500)).isTrue();
    }

    @Test
    void outcomesSayHowFarTheyAreRead() {
        heard.outcome(START + 4_000, START + 9_000);

        assertThat(heard.allUntil(START + 4_000, START + 9_000)).isTrue();
        assertThat(heard.allUntil(START + 4_001, START + 9_000)).isFalse();
    }

    @Test
    void anAgentsClockThatIsAheadProvesNothingOfTheFuture() {
        heard.outcome(START + 90_000, START + 10);

        assertThat(heard.allUntil(START + 11, START + 20)).isFalse();
    }

    @Test
    void oldMessagesSayThatOutcomesMayWaitToo() {
        ticks(START, START + 10_000);

        heard.message(START + 9_000, START + 10_000);

        assertThat(heard.allUntil(START + 9_500, START + 10_000)).isFalse();
    }

    @Test
    void freshMessagesSayNothing() {
        ticks(START, START + 10_000);

        heard.message(START + 9_900, START + 10_000);

        assertThat(heard.allUntil(START + 10_000, START + 10_000)).isTrue();
    }

    @Test
    void whoWasAwayHasToListenFirst() {
        ticks(START, START + 1_000);

        heard.tick(START + 3_000);

        assertThat(heard.allUntil(START + 2_000, START + 3_000)).isFalse();
        assertThat(heard.wasThereSince(START + 2_000)).isFalse();
        assertThat(heard.wasThereSince(START + 3_001)).isTrue();
        ticks(START + 3_000, START + 3_500);
        assertThat(heard.allUntil(START + 2_000, START + 3_500)).isTrue();
    }

    @Test
    void nothingIsPutOffForEver() {
        heard.outcome(START, START + 29_999);
        assertThat(heard.allUntil(START + 1, START + 29_999)).isFalse();

        assertThat(heard.allUntil(START + 1, START + 30_001)).isTrue();
    }

    private void ticks(long fromMs, long untilMs) {
        for (long atMs = fromMs; atMs <= untilMs; atMs += 10) {
            heard.tick(atMs);
        }
    }
}

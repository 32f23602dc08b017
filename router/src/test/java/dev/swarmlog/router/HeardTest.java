package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.v1.Outcome;
import org.junit.jupiter.api.Test;

class HeardTest {
    private static final long START = 1_000_000;

    private final Heard heard = new Heard(7, START);

    private void askedAndMarked(long nowMs) {
        assertThat(heard.allUntil(START, nowMs)).isFalse();
        heard.mark(0, nowMs);
    }

    @Test
    void nothingIsKnownBeforeAMarkWasRead() {
        assertThat(heard.wantsMark(START)).isFalse();

        assertThat(heard.allUntil(START, START + 10)).isFalse();

        assertThat(heard.wantsMark(START + 10)).isTrue();
    }

    @Test
    void aMarkThatWasReadProvesAllUntilItWasWritten() {
        Outcome mark = heard.mark(0, START + 1_000);
        assertThat(heard.allUntil(START + 1_000, START + 3_000)).isFalse();

        heard.read(mark);

        assertThat(heard.allUntil(START + 1_000, START + 3_000)).isTrue();
        assertThat(heard.allUntil(START + 1_001, START + 3_000)).isFalse();
    }

    @Test
    void aMarkOfAnotherLifeProvesNothing() {
        Outcome older = new Heard(6, START).mark(0, START + 1_000);

        heard.read(older);

        assertThat(Heard.isMark(older)).isTrue();
        assertThat(heard.allUntil(START + 500, START + 1_000)).isFalse();
    }

    @Test
    void oneMarkIsUnderWayAtATimeAndALostOneIsWrittenAgain() {
        askedAndMarked(START + 10);

        assertThat(heard.allUntil(START, START + 20)).isFalse();

        assertThat(heard.wantsMark(START + 20)).isFalse();
        assertThat(heard.wantsMark(START + 1_010)).isTrue();
    }

    @Test
    void whoIsFarBehindIsAskedSeldom() {
        assertThat(heard.askAgainInMs(START)).isEqualTo(20);
        Outcome mark = heard.mark(0, START);
        assertThat(heard.askAgainInMs(START + 40)).isEqualTo(20);
        assertThat(heard.askAgainInMs(START + 2_000)).isEqualTo(500);
        assertThat(heard.askAgainInMs(START + 60_000)).isEqualTo(1_000);

        heard.tick(START + 12_000);
        heard.read(mark);

        assertThat(heard.askAgainInMs(START + 12_010)).isEqualTo(1_000);
        assertThat(heard.askAgainInMs(START + 18_000)).isEqualTo(20);
    }

    @Test
    void whoWasAwayBlamesNobody() {
        heard.tick(START + 10);

        heard.tick(START + 3_000);

        assertThat(heard.wasThereSince(START + 2_000)).isFalse();
        assertThat(heard.wasThereSince(START + 3_001)).isTrue();
    }

    @Test
    void aClockThatWasSetBackMakesEarlierMarksWorthNothing() {
        heard.tick(START + 90_000);
        Outcome early = heard.mark(0, START + 90_000);
        heard.read(early);

        heard.tick(START + 10);
        heard.read(early);

        assertThat(heard.allUntil(START + 5, START + 10)).isFalse();
        assertThat(heard.wantsMark(START + 10)).isTrue();
        assertThat(heard.wasThereSince(START + 11)).isTrue();
    }

    @Test
    void nothingIsPutOffForEver() {
        askedAndMarked(START + 1);

        assertThat(heard.allUntil(START, START + 120_000)).isFalse();
        assertThat(heard.allUntil(START, START + 120_001)).isTrue();
    }

    @Test
    void whoReadsOnComesToItsMarkHoweverFarBehind() {
        askedAndMarked(START + 1);
        heard.worked(START + 600_000);

        assertThat(heard.allUntil(START, START + 719_999)).isFalse();
        assertThat(heard.allUntil(START, START + 720_000)).isTrue();
    }

    @Test
    void whoStoodStillWithAMarkUnderWayReadsOnFirst() {
        askedAndMarked(START + 1);

        heard.tick(START + 600_000);

        assertThat(heard.allUntil(START, START + 600_000)).isFalse();
    }

    @Test
    void whoWasAwayForLongReadsBeforeItJudges() {
        assertThat(heard.allUntil(START, START + 3_600_000)).isFalse();

        heard.read(heard.mark(0, START + 3_600_000));

        assertThat(heard.allUntil(START, START + 3_600_001)).isTrue();
    }
}

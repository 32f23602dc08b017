package dev.swarmlog.runtime.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LullTest {
    private static final long MS = 1_000_000;

    private final Lull lull = new Lull();

    @Test
    void lastsWhileFewerThanTenRecordsComeAMillisecond() {
        for (long ms = -500; ms < 500; ms++) {
            assertThat(lull.lasts(9, ms * MS)).as("%s ms", ms).isTrue();
        }
    }

    @Test
    void endsWhereMoreComeForAWhileAndIsBackSoonAfterThem() {
        for (long ms = 0; ms < 100; ms++) {
            assertThat(lull.lasts(50, ms * MS)).as("%s ms", ms).isEqualTo(ms < 8);
        }
        assertThat(lull.lasts(1, 101 * MS)).isFalse();
        assertThat(lull.lasts(1, 119 * MS)).isFalse();
        assertThat(lull.lasts(1, 120 * MS)).isTrue();
    }

    @Test
    void forgetsWhatWasBeforeAPause() {
        assertThat(lull.lasts(1_000, 0)).isFalse();
        assertThat(lull.lasts(1, 40 * MS)).isTrue();
    }
}

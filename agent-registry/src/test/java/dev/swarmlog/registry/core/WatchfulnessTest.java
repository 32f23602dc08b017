package dev.swarmlog.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WatchfulnessTest {
    private final Watchfulness watchfulness = new Watchfulness(1_000, 1_000, 60_000, 10_000);

    @Test
    void noticesItsOwnPausesAndJumpsOfItsClock() {
        assertThat(watchfulness.blindMs(10_100)).isZero();
        assertThat(watchfulness.blindMs(71_100)).isEqualTo(61_000);
        assertThat(watchfulness.blindMs(71_200)).isZero();
        assertThat(watchfulness.blindMs(71_150)).isEqualTo(-50);
    }

    @Test
    void isBehindFromAnOldRecordUntilAYoungOne() {
        assertThat(watchfulness.isBehind(10_000)).isFalse();

        watchfulness.read(10_100, 9_100);
        assertThat(watchfulness.isBehind(12_000)).isTrue();

        watchfulness.read(12_100, 12_000);
        assertThat(watchfulness.isBehind(12_200)).isFalse();
    }

    @Test
    void isNotBehindForEver() {
        for (long now = 10_000; now < 70_000; now += 100) {
            watchfulness.read(now, now - 5_000);
        }

        assertThat(watchfulness.isBehind(69_999)).isTrue();
        assertThat(watchfulness.isBehind(70_000)).isFalse();
    }
}

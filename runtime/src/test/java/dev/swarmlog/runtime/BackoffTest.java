package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void doublesUpToItsCapAndForgetsAfterAQuietMinute() {
        assertThat(backoff.nextPauseMs(0)).isBetween(50L, 100L);
        assertThat(backoff.nextPauseMs(1)).isBetween(100L, 200L);
        for (int i = 0; i < 100; i++) {
            backoff.nextPauseMs(i);
        }

        assertThat(backoff.nextPauseMs(200)).isBetween(5_000L, 10_000L);
        assertThat(backoff.nextPauseMs(TimeUnit.SECONDS.toNanos(61))).isBetween(50L, 100L);
    }
}

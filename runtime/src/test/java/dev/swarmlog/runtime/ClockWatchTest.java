package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final ClockWatch watch = new ClockWatch(clock::get);

    @Test
    void aClockThatGoesOnIsFine() {
        for (long stepMs : new long[] {0, 1, ClockWatch.LOOK_MS, 3_600_000}) {
            clock.addAndGet(stepMs);

            assertThat(watch.wasSetBack()).isFalse();
        }
    }

    @Test
    void aStepBackIsNoticedOnce() {
        clock.addAndGet(-ClockWatch.BORNE_MS - 1);

        assertThat(watch.wasSetBack()).isTrue();
        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void aSmallStepIsBorne() {
        clock.addAndGet(-ClockWatch.BORNE_MS);

        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void manySmallStepsAreNotBorne() {
        clock.addAndGet(-ClockWatch.BORNE_MS / 2);
        assertThat(watch.wasSetBack()).isFalse();
        clock.addAndGet(-ClockWatch.BORNE_MS / 2);
        assertThat(watch.wasSetBack()).isFalse();

        clock.addAndGet(-1);

        assertThat(watch.wasSetBack()).isTrue();
    }
}

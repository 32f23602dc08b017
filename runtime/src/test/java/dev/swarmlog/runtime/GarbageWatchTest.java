package dev.swarmlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GarbageWatchTest {
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicLong collecting = new AtomicLong(7_000);
    private final GarbageWatch watch = new GarbageWatch(clock::get, collecting::get);

    @Test
    void onlyWhatCameSinceTheLastLookCounts() {
        clock.addAndGet(10_000);
        collecting.addAndGet(4_000);
        assertThat(watch.percent()).isEqualTo(40);

        clock.addAndGet(10_000);
        assertThat(watch.percent()).isZero();
    }

    @Test
    void looksThatFollowAtOnceDivideByNothing() {
        collecting.addAndGet(5);

        assertThat(watch.percent()).isEqualTo(100);
    }
}

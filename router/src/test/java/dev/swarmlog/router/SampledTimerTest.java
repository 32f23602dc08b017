package dev.swarmlog.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

final class SampledTimerTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SampledTimer timer = new SampledTimer(registry, "latency", "what it is");
    private final Timer told = registry.get("latency").timer();

    @Test
    void recordsEachAtAThousandASecond() {
        for (int ms = 1; ms <= 1_000; ms++) {
            timer.record(7, 1_000_000 + ms);
        }

        assertThat(told.count()).isEqualTo(1_000);
    }

    @Test
    void recordsAFewOfEachMillisecondWhenThereAreMany() {
        for (int i = 0; i < 100_000; i++) {
            timer.record(7, 1_000_000 + i / 1_000);
        }

        assertThat(told.count()).isEqualTo(100L * SampledTimer.PER_MS_MAX);
    }
}

package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeatScheduleTest {
    private static final int AGENTS = 1_000;
    private static final long INTERVAL_MS = 1_000;
    private static final long TICK_MS = 20;

    @Test
    void spreadsBeatsOverTheIntervalAndKeepsEachPromise() {
        long seed = System.nanoTime();
        var schedule = new BeatSchedule<Integer>(INTERVAL_MS, new Random(seed));
        for (int agent = 0; agent < AGENTS; agent++) {
            schedule.add(agent, 0);
        }
        Map<Integer, Long> last = new HashMap<>();
        int[] mostAtOnce = {0};

        for (long now = 0; now <= 20 * INTERVAL_MS; now += TICK_MS) {
            long at = now;
            int[] atOnce = {0};
            schedule.beat(now, agent -> {
                atOnce[0]++;
                Long before = last.put(agent, at);
                assertThat(at - (before == null ? 0 : before))
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(INTERVAL_MS + TICK_MS);
            });
            mostAtOnce[0] = Math.max(mostAtOnce[0], atOnce[0]);
        }

        assertThat(last).hasSize(AGENTS);
        assertThat(mostAtOnce[0]).as("seed %d", seed).isLessThan(AGENTS / 10);
    }

    @Test
    void beatsOnceAfterALongPause() {
        var schedule = new BeatSchedule<String>(INTERVAL_MS, new Random(1));
        schedule.add("a", 0);
        int[] beats = {0};

        schedule.beat(60 * INTERVAL_MS, agent -> beats[0]++);

        assertThat(beats[0]).isEqualTo(1);
    }

    @Test
    void whoeverIsRemovedIsSilent() {
        var schedule = new BeatSchedule<String>(INTERVAL_MS, new Random(1));
        schedule.add("a", 0);
        schedule.add("a", 0);
        schedule.remove("a");
        int[] beats = {0};

        schedule.beat(10 * INTERVAL_MS, agent -> beats[0]++);

        assertThat(beats[0]).isZero();
    }

    @Test
    void epochsRiseWhateverTheClockDoes() {
        Epochs epochs = new Epochs();

        long first = epochs.next(1_000);
        long second = epochs.next(1_000);
        long third = epochs.next(500);
        long fourth = epochs.next(5_000);

        assertThat(first).isEqualTo(1_000);
        assertThat(second).isEqualTo(1_001);
        assertThat(third).isEqualTo(1_002);
        assertThat(fourth).isEqualTo(5_000);
    }
}

package dev.swarmlog.saga.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();

    @Test
    void whatIsDueComesInItsOrderAndOnce() {
        timers.set("late", 30);
        timers.set("soon", 10);
        timers.set("next", 20);

        assertThat(takeAll(20)).containsExactly("soon", "next");
        assertThat(takeAll(20)).isEmpty();
        assertThat(timers.size()).isEqualTo(1);
    }

    @Test
    void aMovedTimerGoesOffAtItsNewTimeOnly() {
        timers.set("saga", 10);
        timers.set("saga", 50);
        assertThat(takeAll(49)).isEmpty();

        timers.set("saga", 20);

        assertThat(takeAll(100)).containsExactly("saga");
    }

    @Test
    void aCancelledTimerLeavesNothingBehind() {
        timers.set("saga", 10);
        timers.set("saga", 0);

        assertThat(takeAll(100)).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void agreesWithAMapUnderRandomChanges() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, Long> model = new HashMap<>();
        for (long now = 1; now < 20_000; now++) {
            String id = "saga" + random.nextInt(200);
            long due = random.nextInt(4) == 0 ? 0 : now + random.nextInt(300);
            timers.set(id, due);
            model.remove(id);
            if (due > 0) {
                model.put(id, due);
            }
            if (now % 10 == 0) {
                long at = now;
                List<String> expected = model.entrySet().stream()
                        .filter(each -> each.getValue() <= at)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();

                assertThat(takeAll(at).stream().sorted()).as("seed %d", seed).containsExactlyElementsOf(expected);
                expected.forEach(model::remove);
            }
        }
    }

    private List<String> takeAll(long nowMs) {
        List<String> taken = new ArrayList<>();
        for (String due = timers.takeDue(nowMs); due != null; due = timers.takeDue(nowMs)) {
            taken.add(due);
        }
        return taken;
    }
}

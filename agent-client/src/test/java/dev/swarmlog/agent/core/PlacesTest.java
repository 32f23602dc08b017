package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarmlog.agent.core.Places.Admission;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void beginsUpToThePlacesThenQueuesThenRefuses() {
        var places = new Places<String>(2, 1);

        assertThat(places.offer("a")).isEqualTo(Admission.BEGIN);
        assertThat(places.offer("b")).isEqualTo(Admission.BEGIN);
        assertThat(places.offer("c")).isEqualTo(Admission.WAIT);
        assertThat(places.offer("d")).isEqualTo(Admission.REFUSED);
        assertThat(places.taken()).isEqualTo(2);
        assertThat(places.queued()).isEqualTo(1);
    }

    @Test
    void handsThePlaceToWhoeverWaitsLongest() {
        var places = new Places<String>(1, 2);
        places.offer("a");
        places.offer("b");
        places.offer("c");

        assertThat(places.next()).isEqualTo("b");
        assertThat(places.next()).isEqualTo("c");
        assertThat(places.next()).isNull();
        assertThat(places.offer("d")).isEqualTo(Admission.BEGIN);
    }

    @Test
    void neverExceedsItsBoundsAndKeepsTheOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var places = new Places<Integer>(3, 5);
        var waiting = new ArrayDeque<Integer>();
        int running = 0;

        for (int work = 0; work < 10_000; work++) {
            if (random.nextInt(5) < 3) {
                switch (places.offer(work)) {
                    case BEGIN -> running++;
                    case WAIT -> waiting.add(work);
                    case REFUSED -> assertThat(waiting).as("seed %d", seed).hasSize(5);
                }
            } else if (running > 0) {
                Integer next = places.next();
                assertThat(next).as("seed %d", seed).isEqualTo(waiting.poll());
                running -= next == null ? 1 : 0;
            }
            assertThat(places.taken()).as("seed %d", seed).isEqualTo(running).isLessThanOrEqualTo(3);
            assertThat(places.queued()).as("seed %d", seed).isEqualTo(waiting.size());
        }
    }
}

package dev.swarmlog.agent.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentDeliveriesTest {
    @Test
    void recallsWhatItRemembers() {
        var recent = new RecentDeliveries<String, String>(10, 1_000);

        recent.remember("m#1", "done", 4);

        assertThat(recent.recall("m#1")).isEqualTo("done");
        assertThat(recent.recall("m#2")).isNull();
    }

    @Test
    void keepsTheFirstAnswer() {
        var recent = new RecentDeliveries<String, String>(10, 1_000);
        recent.remember("m#1", "first", 4);

        recent.remember("m#1", "second", 4);

        assertThat(recent.recall("m#1")).isEqualTo("first");
    }

    @Test
    void forgetsTheOldestBeyondItsNumber() {
        var recent = new RecentDeliveries<Integer, String>(100, 1_000_000);

        for (int i = 0; i < 1_000; i++) {
            recent.remember(i, "done", 1);
        }

        assertThat(recent.size()).isEqualTo(100);
        assertThat(recent.recall(899)).isNull();
        assertThat(recent.recall(900)).isEqualTo("done");
    }

    @Test
    void forgetsTheOldestBeyondItsBytes() {
        var recent = new RecentDeliveries<Integer, String>(100, 1_000);

        recent.remember(1, "small", 100);
        recent.remember(2, "large", 950);
        recent.remember(3, "too large to keep", 1_001);

        assertThat(recent.size()).isZero();
    }
}

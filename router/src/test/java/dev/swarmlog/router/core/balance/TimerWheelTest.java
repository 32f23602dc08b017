package dev.swarmlog.router.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TimerWheelTest {
    private static final long START = 1_000_000;

    private static final class Named extends TimerWheel.Timer {
        private final String name;

        private Named(String name) {
            this.name = name;
        }
    }

    private final TimerWheel wheel = new TimerWheel(10, START);
    private final List<String> rung = new ArrayList<>();

    private void advance(long nowMs) {
        wheel.advance(nowMs, timer -> rung.add(((Named) timer).name));
    }

    @Test
    void ringsOnceWhenDueAndNotBefore() {
        wheel.set(new Named("a"), START + 25);

        advance(START + 24);
        assertThat(rung).isEmpty();
        advance(START + 25);
        advance(START + 100);
        assertThat(rung).containsExactly("a");
    }

    @Test
    void movesAndCancels() {
        Named moved = new Named("moved");
        Named cancelled = new Named("cancelled");
        wheel.set(moved, START + 20);
        wheel.set(cancelled, START + 20);
        wheel.set(moved, START + 500);
        wheel.cancel(cancelled);

        advance(START + 499);
        assertThat(rung).isEmpty();
        wheel.set(moved, START + 5);
        advance(START + 500);
        assertThat(rung).containsExactly("moved");
        assertThat(wheel.size()).isZero();
    }

    @Test
    void keepsTimersOfLaterTurnsAndForever() {
        wheel.set(new Named("next turn"), START + 50_000);
        wheel.set(new Named("never"), Long.MAX_VALUE);

        advance(START + 49_999);
        assertThat(rung).isEmpty();
        advance(START + 10_000_000);
        assertThat(rung).containsExactly("next turn");
        assertThat(wheel.size()).isEqualTo(1);
    }

    @Test
    void anAlarmMaySetTimersAgain() {
        Named again = new Named("again");
        wheel.set(again, START + 10);

        wheel.advance(START + 10, timer -> wheel.set(timer, START + 12));
        advance(START + 12);

        assertThat(rung).containsExactly("again");
    }

    @Test
    void agreesWithASimpleMapOverARandomRun() {
        long seed = Long.getLong("seed", 11);
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Long> expected = new HashMap<>();
        Map<String, Named> timers = new HashMap<>();
        long now = START;
        for (int step = 0; step < 20_000; step++) {
            String name = "t" + random.nextInt(200);
            Named timer = timers.computeIfAbsent(name, Named::new);
            if (random.nextInt(3) == 0) {
                wheel.cancel(timer);
                expected.remove(name);
            } else {
                long due = now + random.nextLong(-20, 60_000);
                wheel.set(timer, due);
                expected.put(name, due);
            }
            now += random.nextInt(40);
            rung.clear();
            advance(now);
            List<String> due = new ArrayList<>();
            for (Map.Entry<String, Long> entry : Map.copyOf(expected).entrySet()) {
                if (entry.getValue() <= now) {
                    due.add(entry.getKey());
                    expected.remove(entry.getKey());
                }
            }
            assertThat(rung).as("seed %s step %s", seed, step).containsExactlyInAnyOrderElementsOf(due);
        }
    }
}

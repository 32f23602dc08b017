package dev.swarmlog.registry.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The registry looks at its watch every 100 ms, settles after 500, or after 10 s where it is behind. */
final class HorizonTest {
    private static final long T0 = 1_000_000;
    private static final Horizon.Patience PATIENCE = new Horizon.Patience(100, 500, 1_000, 10_000, 1_000);

    private final Horizon horizon = new Horizon(PATIENCE, T0);
    private long now = T0;

    @Test
    void reachesAsFarAsTheLastBeatRead() {
        horizon.read(now, T0 - 20);
        assertThat(horizon.ms()).isEqualTo(T0 - 20);

        look(500);
        assertThat(horizon.ms()).isEqualTo(T0 - 20);
    }

    @Test
    void movesOnByItselfWhenNothingMoreComes() {
        horizon.read(now, T0 - 20);

        look(3_000);

        assertThat(horizon.ms()).isEqualTo(T0 - 20 + 3_000 - PATIENCE.settleMs());
        assertThat(horizon.takeUnseenMs()).isZero();
    }

    @Test
    void waitsLongWhereTheLastBeatWasOld() {
        horizon.read(now, T0 - 300_000);

        look(9_900);
        assertThat(horizon.isBehind()).isTrue();
        assertThat(horizon.ms()).isEqualTo(T0 - 300_000);
        look(5_100);

        assertThat(horizon.isBehind()).isFalse();
        assertThat(horizon.ms()).isEqualTo(T0 - 300_000 + 5_000);
    }

    @Test
    void waitsLongBeforeTheFirstBeat() {
        look(10_000);
        assertThat(horizon.ms()).isEqualTo(T0);
        look(1_000);

        assertThat(horizon.ms()).isEqualTo(T0 + 1_000);
    }

    @Test
    void aPauseOfItsOwnMovesItByNextToNothing() {
        horizon.read(now, now);
        look(1_000);
        long before = horizon.ms();

        freeze(60_000);

        assertThat(horizon.ms() - before).isEqualTo(200);
        horizon.read(now, now - 59_500);
        horizon.read(now, now - 59_000);
        assertThat(horizon.takeUnseenMs()).isZero();
    }

    @Test
    void aStretchThatNobodySawIsForgiven() {
        horizon.read(now, now);
        look(1_000);

        freeze(60_000);
        horizon.read(now, now);

        assertThat(horizon.takeUnseenMs()).isEqualTo(59_800);
        assertThat(horizon.takeUnseenMs()).isZero();
    }

    @Test
    void whatIsUsualInABacklogIsNotForgiven() {
        for (long appended = T0 - 300_000; appended < T0 - 100_000; appended += 5_000) {
            horizon.read(now, appended);
        }
        assertThat(horizon.takeUnseenMs()).isEqualTo(10_000);

        horizon.read(now, T0 - 40_000);
        assertThat(horizon.takeUnseenMs()).isEqualTo(65_000);
    }

    @Test
    void silenceThatItWatchedIsNotForgiven() {
        horizon.read(now, now);
        look(60_000);

        horizon.read(now, now);

        assertThat(horizon.takeUnseenMs()).isZero();
    }

    @Test
    void jumpsOfItsOwnClockMoveNothing() {
        horizon.read(now, now);

        for (long jump : new long[] {3_600_000, -3_600_000, Long.MAX_VALUE / 2}) {
            now += jump;
            horizon.tick(now);
        }

        assertThat(horizon.ms()).isEqualTo(T0);
    }

    @Test
    void goesOnAtOnceWhenItsClockIsSetBack() {
        horizon.read(now, now);
        look(1_000);
        long before = horizon.ms();

        now -= 3_600_000;
        look(1_000);

        assertThat(horizon.ms() - before).isBetween(900L, 1_000L);
    }

    @Test
    void followsTheBrokersClock() {
        horizon.read(now, now + 3_600_000);
        assertThat(horizon.ms()).isEqualTo(T0 + 3_600_000);
        assertThat(horizon.takeUnseenMs()).isEqualTo(3_600_000);

        horizon.read(now, now - 5_000);
        assertThat(horizon.ms()).isEqualTo(T0 - 5_000);
    }

    /**
     * A log that grows with gaps, and a registry that reads it with lags, pauses, restarts and a clock of its own. Whatever
     * happens, the horizon never passes a beat that is appended and unread by more than the fetch that brought nothing for as
     * long as it settles.
     */
    @Test
    void neverPassesWhatIsUnreadWhateverHappens() {
        Long only = Long.getLong("seed");
        long first = only == null ? System.nanoTime() : only;
        for (int run = 0; run < (only == null ? 500 : 1); run++) {
            long seed = first + run;
            assertThat(overtaken(new Random(seed)))
                    .as("horizon beyond an unread beat; again with -Dseed=%d", seed)
                    .isLessThanOrEqualTo(0);
        }
    }

    /** By how much the horizon went beyond the oldest unread beat, at worst. */
    private static long overtaken(Random random) {
        long brokerAhead = random.nextInt(20_000) - 10_000L;
        long broker = T0;
        Horizon horizon = new Horizon(PATIENCE, broker - brokerAhead);
        Deque<Long> unread = new ArrayDeque<>();
        boolean hasRead = false;
        long worst = Long.MIN_VALUE;
        for (int step = 0; step < 5_000; step++) {
            broker += 100;
            if (random.nextInt(10) < 7) {
                unread.add(broker - random.nextInt(100));
            }
            int what = random.nextInt(300);
            if (what == 0) {
                for (int beat = 0, beats = random.nextInt(3_000); beat < beats; beat++) {
                    broker += random.nextInt(40);
                    unread.add(broker);
                }
            } else if (what == 1) {
                horizon = new Horizon(PATIENCE, broker - brokerAhead);
                hasRead = false;
            }
            // Fetches bring what there is, now and then late, and never later than it settles.
            int most = random.nextInt(4) == 0 && step % 4 != 0 ? 0 : 1 + random.nextInt(200);
            for (int read = 0; read < most && !unread.isEmpty(); read++) {
                horizon.read(broker - brokerAhead, unread.remove());
                hasRead = true;
            }
            horizon.tick(broker - brokerAhead);
            if (!unread.isEmpty() && hasRead) {
                worst = Math.max(worst, horizon.ms() - unread.peek());
            }
        }
        return worst;
    }

    private void look(long ms) {
        for (long left = ms; left > 0; left -= PATIENCE.tickMs()) {
            freeze(PATIENCE.tickMs());
        }
    }

    private void freeze(long ms) {
        now += ms;
        horizon.tick(now);
    }
}

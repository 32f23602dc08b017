package dev.swarmlog.router.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WaitingRoomTest {
    private static final long HEAD_START_MS = 1_000;

    private record Waiter(String key, String pool, Turn turn) implements WaitingRoom.Guest<String> {
        @Override
        public String capability() {
            return pool.substring(0, pool.indexOf('/'));
        }

        @Override
        public int bytes() {
            return 10;
        }
    }

    private final long now = 1_000;
    private final String one = "echo/here";
    private final String other = "echo/there";
    private final String third = "sum/here";
    private final WaitingRoom<String, Waiter> room = new WaitingRoom<>(8, 1_000, 0);

    private static Waiter waiter(String name, String pool, int level, long arrival) {
        return new Waiter(name, pool, Turn.of(level, HEAD_START_MS, arrival, arrival));
    }

    private List<String> walk(Set<String> full) {
        List<String> order = new ArrayList<>();
        for (Waiter next = room.first(); next != null; next = room.after(next)) {
            if (!full.contains(next.pool())) {
                order.add(next.key());
                room.leave(next, now);
            }
        }
        return order;
    }

    @Test
    void goesByPriorityThenArrivalAcrossPools() {
        room.enter(waiter("late low", one, 0, 4), now);
        room.enter(waiter("normal", third, 1, 3), now);
        room.enter(waiter("early low", other, 0, 1), now);
        room.enter(waiter("critical", one, 3, 5), now);

        assertThat(walk(Set.of())).containsExactly("critical", "normal", "early low", "late low");
        assertThat(room.size()).isZero();
        assertThat(room.bytes()).isZero();
        assertThat(room.pools()).isEmpty();
        assertThat(room.first(List.of("echo", "sum"), pool -> true)).isNull();
    }

    @Test
    void isOvertakenOnlyWithinTheHeadStart() {
        room.enter(waiter("low", one, 0, 10), now);
        room.enter(waiter("high in time", one, 2, 10 + 2 * HEAD_START_MS - 1), now);
        room.enter(waiter("high too late", one, 2, 10 + 2 * HEAD_START_MS + 1), now);

        assertThat(walk(Set.of())).containsExactly("high in time", "low", "high too late");
    }

    @Test
    void passesOverPoolsThatCannotTakeAny() {
        room.enter(waiter("first", one, 3, 1), now);
        room.enter(waiter("second", other, 0, 2), now);

        assertThat(walk(Set.of(one))).containsExactly("second");
        assertThat(room.first(List.of("echo"), pool -> false)).isNull();
    }

    @Test
    void aFreedAgentIsShownOnlyWhoAsksForWhatItCanDo() {
        Waiter sum = waiter("sum", third, 0, 2);
        Waiter echo = waiter("echo", other, 0, 3);
        room.enter(waiter("not here", one, 3, 1), now);
        room.enter(sum, now);
        room.enter(echo, now);

        List<String> asked = new ArrayList<>();
        Waiter found = room.first(
                List.of("echo", "sum"),
                guest -> asked.add(guest.pool()) && !guest.pool().equals(one));

        assertThat(found).isEqualTo(sum);
        assertThat(asked).containsExactly(one, other, third);
        assertThat(room.first(List.of("nothing"), pool -> true)).isNull();
        assertThat(room.first(List.of("echo"), guest -> guest.pool().equals(other)))
                .isEqualTo(echo);
    }

    @Test
    void guestsOfOneRecordAreToldApartByTheirKeys() {
        room.enter(waiter("m/0", one, 1, 1), now);
        room.enter(waiter("m/1", one, 1, 1), now);

        assertThat(walk(Set.of())).containsExactly("m/0", "m/1");
    }

    @Test
    void oneLineTakesHalfOfTheRoomAndLeavesTheRestToOthers() {
        int entered = 0;
        while (room.hasRoom(one)) {
            room.enter(waiter("one " + entered, one, 1, entered++), now);
        }

        assertThat(entered).isEqualTo(4);
        assertThat(room.hasRoom(other)).isTrue();
        while (room.hasRoom(other)) {
            room.enter(waiter("other " + entered, other, 1, entered++), now);
        }
        assertThat(entered).isEqualTo(6);
        assertThat(room.hasRoom(third)).isTrue();
    }

    @Test
    void thoseWhoWereSentAwayKeepNewcomersOfTheirPoolBack() {
        List<Waiter> away = new ArrayList<>();
        while (room.mayBegin(one)) {
            away.add(waiter("away " + away.size(), one, 1, away.size()));
            room.sentAway(away.getLast());
        }

        assertThat(away).hasSize(4);
        assertThat(room.mayBegin(other)).isTrue();
        room.back(away.getFirst());
        assertThat(room.mayBegin(one)).isTrue();
        away.stream().skip(1).forEach(room::back);
        room.back(waiter("stranger", third, 1, 9));
        assertThat(room.mayBegin(third)).isTrue();
    }

    @Test
    void isFullAtItsLimitAndCountsNobodyTwice() {
        WaitingRoom<String, Waiter> small = new WaitingRoom<>(2, 1_000, 0);
        Waiter first = waiter("first", one, 1, 1);
        small.enter(first, now);
        small.enter(first, now);

        assertThat(small.hasRoom(other)).isTrue();
        small.enter(waiter("second", other, 1, 2), now);
        assertThat(small.hasRoom(third)).isFalse();
        small.leave(first, now);
        small.leave(first, now);
        assertThat(small.size()).isEqualTo(1);
    }

    @Test
    void isFullWhenItsGuestsAreTooHeavyTogether() {
        WaitingRoom<String, Waiter> small = new WaitingRoom<>(100, 15, 0);

        small.enter(waiter("first", one, 1, 1), now);
        assertThat(small.hasRoom(one)).isFalse();
        assertThat(small.hasRoom(other)).isTrue();
        small.enter(waiter("second", other, 1, 2), now);

        assertThat(small.hasRoom(third)).isFalse();
    }

    /**
     * Twice as much HIGH as can be served, for a minute: LOW goes after those who stood before it, and those who came
     * within the head start. With a head start without end it would starve.
     */
    @Test
    void lowWaitsBoundedlyUnderASteadyOverloadOfHigh() {
        long seed = Long.getLong("seed", System.nanoTime());

        long longestMs = longestWaitOfLowMs(seed, HEAD_START_MS);

        assertThat(longestMs).as("seed %d", seed).isLessThanOrEqualTo(2 * HEAD_START_MS + 2 * 100 * 10);
        assertThat(longestWaitOfLowMs(seed, 1_000_000)).as("seed %d", seed).isGreaterThan(30_000);
    }

    /** One is served every 10 ms; half of the room is for the one line. */
    private long longestWaitOfLowMs(long seed, long headStartMs) {
        Random random = new Random(seed);
        WaitingRoom<String, Waiter> busy = new WaitingRoom<>(200, Long.MAX_VALUE, 0);
        Map<String, Long> lowSince = new HashMap<>();
        long arrival = 0;
        long longestMs = 0;
        for (long at = 0; at < 60_000; at += 10) {
            for (int i = random.nextInt(5); i > 0 && busy.hasRoom(one); i--) {
                busy.enter(new Waiter("high " + arrival, one, Turn.of(2, headStartMs, at, arrival++)), at);
            }
            if (random.nextInt(10) == 0 && busy.hasRoom(one)) {
                lowSince.put("low " + at, at);
                busy.enter(new Waiter("low " + at, one, Turn.of(0, headStartMs, at, arrival++)), at);
            }
            Waiter next = busy.first();
            if (next != null) {
                busy.leave(next, at);
                lowSince.remove(next.key());
            }
            for (long since : lowSince.values()) {
                longestMs = Math.max(longestMs, at - since);
            }
        }
        return longestMs;
    }

    @Test
    void saysWhenHalfOfTheLineWillBeGone() {
        WaitingRoom<String, Waiter> busy = new WaitingRoom<>(1_000, Long.MAX_VALUE, 0);
        for (int i = 0; i < 500; i++) {
            busy.enter(waiter("m" + i, one, 1, i), 0);
        }
        assertThat(busy.halfGoneInMs(one, 700)).isEqualTo(700);
        long at = 700;
        for (Waiter next = busy.first(); next != null && busy.size() > 300; next = busy.first()) {
            at += 20;
            busy.leave(next, at);
        }

        assertThat(busy.halfGoneInMs(one, at)).isBetween(2_500L, 4_500L);
        assertThat(busy.halfGoneInMs(one, at + 20_000)).isGreaterThan(50_000);
    }

    /** The order does not depend on in which order guests come, as after a restart. */
    @Test
    void theOrderIsTheSameAfterARestart() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        List<Waiter> guests = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String pool = List.of(one, other, third).get(random.nextInt(3));
            guests.add(new Waiter("m" + i, pool, Turn.of(random.nextInt(4), HEAD_START_MS, i * 37L, i)));
        }
        guests.forEach(guest -> room.enter(guest, now));
        List<String> before = walk(Set.of());

        Collections.shuffle(guests, random);
        guests.forEach(guest -> room.enter(guest, now));

        assertThat(walk(Set.of())).as("seed %d", seed).isEqualTo(before);
        Collections.sort(guests);
        assertThat(before).isEqualTo(guests.stream().map(Waiter::key).toList());
    }
}

package dev.swarmlog.router.core.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WaitingRoomTest {
    private record Waiter(String name, String pool, long rank) implements WaitingRoom.Guest<String> {
        @Override
        public int bytes() {
            return 10;
        }
    }

    private final String one = "one";
    private final String other = "other";
    private final WaitingRoom<String, Waiter> room = new WaitingRoom<>(3, 1_000);

    private static Waiter waiter(String name, String pool, int priority, long arrival) {
        return new Waiter(name, pool, WaitingRoom.rank(priority, arrival));
    }

    @Test
    void goesByPriorityThenArrivalAcrossPools() {
        room.enter(waiter("late low", one, 1, 4));
        room.enter(waiter("normal", other, 2, 3));
        room.enter(waiter("early low", other, 1, 1));
        room.enter(waiter("critical", one, 4, 5));

        List<String> order = new ArrayList<>();
        for (Waiter next = room.next(pool -> true); next != null; next = room.next(pool -> true)) {
            order.add(next.name());
            room.leave(next);
        }

        assertThat(order).containsExactly("critical", "normal", "early low", "late low");
        assertThat(room.size()).isZero();
        assertThat(room.pools()).isEmpty();
    }

    @Test
    void passesOverPoolsThatCannotTakeAny() {
        room.enter(waiter("first", one, 4, 1));
        Waiter second = waiter("second", other, 1, 2);
        room.enter(second);

        assertThat(room.next(pool -> pool.equals(other))).isEqualTo(second);
        assertThat(room.next(pool -> false)).isNull();
    }

    @Test
    void isFullAtItsLimitAndCountsNobodyTwice() {
        Waiter first = waiter("first", one, 1, 1);
        room.enter(first);
        room.enter(first);
        room.enter(waiter("second", one, 1, 2));

        assertThat(room.hasRoom()).isTrue();
        room.enter(waiter("third", one, 1, 3));
        assertThat(room.hasRoom()).isFalse();
        room.leave(first);
        room.leave(first);
        assertThat(room.size()).isEqualTo(2);
    }

    @Test
    void isFullWhenItsGuestsAreTooHeavyTogether() {
        WaitingRoom<String, Waiter> small = new WaitingRoom<>(100, 15);

        small.enter(waiter("first", one, 1, 1));
        assertThat(small.hasRoom()).isTrue();
        small.enter(waiter("second", one, 1, 2));

        assertThat(small.hasRoom()).isFalse();
    }
}

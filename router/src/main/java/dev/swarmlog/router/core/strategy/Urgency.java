package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;
import java.util.ArrayList;
import java.util.List;

/**
 * PRIORITY: room is kept for what is urgent. LOW may fill half of what an agent works on at once, NORMAL all of that, HIGH
 * also the small queue in front of it; CRITICAL goes to agents without fault first. Among those the less loaded of two. What
 * has waited for a head start is let in as the next level would be, so a steady stream of HIGH keeps nobody out for ever.
 * To be chosen where urgent messages come unannounced and must not stand behind work that could have waited: with any other
 * strategy priority decides who leaves the line first, but not who enters an agent.
 */
public enum Urgency {
    LOW,
    NORMAL,
    HIGH,
    CRITICAL;

    /** The seats with what is kept of each for the more urgent. */
    List<Seat> admitted(List<Seat> seats) {
        List<Seat> admitted = new ArrayList<>(seats.size());
        for (Seat seat : seats) {
            admitted.add(
                    switch (this) {
                        case LOW -> seat.reserving(seat.capacity() - (seat.concurrency() + 1) / 2);
                        case NORMAL -> seat.reserving(seat.capacity() - seat.concurrency());
                        case HIGH, CRITICAL -> seat;
                    });
        }
        return admitted;
    }

    /** Who is tried first; empty where that is everybody. */
    List<Seat> preferred(List<Seat> seats) {
        return this == CRITICAL
                ? seats.stream().filter(seat -> seat.traits().healthy()).toList()
                : List.of();
    }
}

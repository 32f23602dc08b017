package dev.swarmlog.router;

import dev.swarmlog.runtime.store.LiveStore;
import java.util.ArrayDeque;

/** Mutable and for one thread: the answered messages of a task, kept for repetitions if they have a key. */
final class Kept {
    private final LiveStore<Flight> flights;
    private final Ledger ledger;
    private final int answersMax;
    private final ArrayDeque<Flight> firstKeptFirst = new ArrayDeque<>();

    Kept(LiveStore<Flight> flights, Ledger ledger, int answersMax) {
        this.flights = flights;
        this.ledger = ledger;
        this.answersMax = answersMax;
    }

    /** All are kept equally long, so the first is the first to go, be it for want of room. */
    void keep(Flight answered) {
        if (!answered.terms.keyed()) {
            forget(answered);
            return;
        }
        firstKeptFirst.add(answered);
        while (!firstKeptFirst.isEmpty() && (firstKeptFirst.size() > answersMax || isGone(firstKeptFirst.peek()))) {
            forget(firstKeptFirst.remove());
        }
    }

    void forget(Flight flight) {
        ledger.leave(flight);
        flights.remove(flight);
    }

    private boolean isGone(Flight flight) {
        return flights.get(flight.key()) != flight;
    }
}

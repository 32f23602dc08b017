package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.runtime.store.LiveStore;
import java.util.ArrayDeque;

/**
 * Mutable and for one thread: the answered messages of a task, kept for repetitions if they have a key. All are kept
 * equally long, so the first to come is the first to go, be it for want of room.
 */
final class Kept implements AutoCloseable {
    /** What an answer weighs beside its result. */
    private static final long ANSWER_BYTES = 1_000;

    private final LiveStore<Flight> flights;
    private final Ledger ledger;
    private final KeptSettings bounds;
    private final KeptMeters meters;
    private final ArrayDeque<Held> firstKeptFirst = new ArrayDeque<>();
    private long bytes;

    /** With what it weighed when it came. */
    private record Held(Flight flight, long bytes) {}

    Kept(LiveStore<Flight> flights, Ledger ledger, KeptSettings bounds, KeptMeters meters) {
        this.flights = flights;
        this.ledger = ledger;
        this.bounds = bounds;
        this.meters = meters;
    }

    void keep(Flight flight) {
        if (!(flight.state() instanceof Answered answered) || !answered.isKept(flight.terms)) {
            forget(flight);
            return;
        }
        if (flight.isKept) {
            return;
        }
        flight.isKept = true;
        Held held = new Held(flight, ANSWER_BYTES + flight.keptBytes());
        firstKeptFirst.add(held);
        count(1, held.bytes());
        dropGone();
        while (firstKeptFirst.size() > bounds.answersMax() || bytes > bounds.bytesMax()) {
            forget(drop());
            meters.evicted();
        }
    }

    void forget(Flight flight) {
        ledger.leave(flight);
        flights.remove(flight);
        dropGone();
    }

    private void dropGone() {
        while (!firstKeptFirst.isEmpty() && isGone(firstKeptFirst.peek().flight())) {
            drop();
        }
    }

    private Flight drop() {
        Held dropped = firstKeptFirst.remove();
        dropped.flight().isKept = false;
        count(-1, -dropped.bytes());
        return dropped.flight();
    }

    private void count(int answers, long weight) {
        bytes += weight;
        meters.kept(answers, weight);
    }

    private boolean isGone(Flight flight) {
        return flights.get(flight.key()) != flight;
    }

    @Override
    public void close() {
        meters.kept(-firstKeptFirst.size(), -bytes);
    }
}

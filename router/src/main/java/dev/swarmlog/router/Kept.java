package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.v1.Reply;
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
    private final ArrayDeque<Flight> firstKeptFirst = new ArrayDeque<>();
    private long bytes;

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
        firstKeptFirst.add(flight);
        count(1, weight(flight));
        while (!firstKeptFirst.isEmpty() && isGone(firstKeptFirst.peek())) {
            drop();
        }
        while (firstKeptFirst.size() > bounds.answersMax() || bytes > bounds.bytesMax()) {
            forget(drop());
            meters.evicted();
        }
    }

    void forget(Flight flight) {
        ledger.leave(flight);
        flights.remove(flight);
        while (!firstKeptFirst.isEmpty() && isGone(firstKeptFirst.peek())) {
            drop();
        }
    }

    private Flight drop() {
        Flight dropped = firstKeptFirst.remove();
        count(-1, -weight(dropped));
        return dropped;
    }

    private void count(int answers, long weight) {
        bytes += weight;
        meters.kept(answers, weight);
    }

    /** What ended as a dead letter still has its payload. */
    private static long weight(Flight flight) {
        Reply reply = flight.reply();
        return ANSWER_BYTES
                + (reply == null ? flight.bytes() : reply.getResult().remaining());
    }

    private boolean isGone(Flight flight) {
        return flights.get(flight.key()) != flight;
    }

    @Override
    public void close() {
        meters.kept(-firstKeptFirst.size(), -bytes);
    }
}

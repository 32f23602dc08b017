package dev.swarmlog.router;

import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.runtime.store.LiveStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Mutable and for one thread: the messages of which a crash may have kept what was sent last from the log. It is sent the same
 * again, to the letter.
 */
final class Uncertain {
    private final LiveStore<Flight> flights;
    private final CandidatePools pools;
    private final Endings endings;
    private final Outbox outbox;
    private final List<Flight> uncertain = new ArrayList<>();

    Uncertain(LiveStore<Flight> flights, CandidatePools pools, Endings endings, Outbox outbox) {
        this.flights = flights;
        this.pools = pools;
        this.endings = endings;
        this.outbox = outbox;
    }

    void add(Flight flight) {
        uncertain.add(flight);
    }

    void sendAgain(long nowMs) {
        if (!uncertain.isEmpty()) {
            uncertain.forEach(flight -> sendAgain(flight, nowMs));
            uncertain.clear();
        }
    }

    private void sendAgain(Flight flight, long nowMs) {
        if (flights.get(flight.key()) != flight) {
            return;
        }
        if (flight instanceof GatherFlight gather) {
            gather.branches().forEach(branch -> deliverAgain(branch, nowMs));
        }
        if (flight.state().underWay() != null) {
            deliverAgain(flight, nowMs);
        } else {
            endings.say(flight, nowMs);
        }
    }

    private void deliverAgain(Flight flight, long nowMs) {
        InFlight at = flight.state().underWay();
        Seat seat = at == null ? null : pools.seatOf(at.agentId(), at.agentEpoch(), nowMs);
        if (at == null || seat == null) {
            return;
        }
        if (flight.state() instanceof Withdrawing withdrawing) {
            outbox.withdraw(flight, new Effect.Withdraw(at, withdrawing.why()), seat, nowMs);
        } else if (nowMs < flight.terms.deadlineMs()) {
            outbox.deliver(flight, new Effect.Deliver(at.attempt(), seat), nowMs);
        }
    }
}

package dev.swarmlog.router;

import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageEvent.Assignment;
import dev.swarmlog.router.core.MessageEvent.SentBefore;
import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Withdrawing;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.runtime.store.LiveStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Mutable and for one thread: the messages of which a crash may have kept from the log what was sent last. It is sent the same
 * again, to the letter: what the log has, and first assignments that it lacks, as they stand in the inboxes.
 */
final class Uncertain {
    private final Gathers.Steps steps;
    private final LiveStore<Flight> flights;
    private final CandidatePools pools;
    private final Liveness liveness;
    private final Endings endings;
    private final Outbox outbox;
    private final LongFunction<FormerLife> past;
    private final List<Flight> uncertain = new ArrayList<>();
    private FormerLife former = FormerLife.NONE;

    Uncertain(Gathers.Steps steps, RouterTask.Parts parts, Endings endings) {
        this.steps = steps;
        this.flights = parts.flights();
        this.pools = parts.pools();
        this.liveness = parts.liveness();
        this.endings = endings;
        this.outbox = parts.outbox();
        this.past = parts.past();
    }

    /** @param sinceMs since when the log may lack something */
    void begin(long sinceMs) {
        former = past.apply(sinceMs);
    }

    /** How far this life has read the submissions. */
    void hasRead(long offset) {
        former.hasRead(offset);
    }

    boolean hasCaughtUp() {
        return former.isCaughtUpWith();
    }

    /** Of a message that nobody has, as far as this life knows. */
    MessageEvent submitted(Flight flight) {
        return former.sent(flight.key()) == null ? MessageEvent.Submitted.ANEW : new MessageEvent.Submitted(true);
    }

    /** Whether a former life gave it to somebody who has it from now on. */
    boolean takesUp(Flight flight, long nowMs) {
        Assignment sent = former.sent(flight.key());
        MessageState state = flight.state();
        if (sent == null
                || flight instanceof GatherFlight
                || state instanceof MessageState.Answered
                || state.attempt() > 0) {
            return false;
        }
        steps.decide(flight, new SentBefore(sent), nowMs);
        if (pools.seatOf(sent.agentId(), sent.agentEpoch(), nowMs) == null) {
            liveness.lookAgain();
        }
        return true;
    }

    boolean takesUpAndSends(Flight flight, long nowMs) {
        boolean isSent = takesUp(flight, nowMs);
        if (isSent) {
            deliverAgain(flight, nowMs);
        }
        return isSent;
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

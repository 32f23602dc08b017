package dev.swarmlog.router;

import dev.swarmlog.router.core.Answer;
import dev.swarmlog.router.core.Decision;
import dev.swarmlog.router.core.Effect;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.Policy;
import dev.swarmlog.runtime.store.LiveStore;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: assignments after the first, and ends that no agent brought, which are sent once the log has
 * them. A task that dies goes back to what the log had. If it had sent a later assignment by then, its next life would still
 * wait for the one before, and take its result; if it had said that a message's time was over, its next life might hear of the
 * result first, and say that. What the log has was committed, and only an owner can commit: not one that stood still and lost
 * its task to another.
 *
 * <p>First assignments need not wait: whoever has one, the next life makes it under the same fence, and the first that is said
 * of it counts in both lives. Nor need ends that agents bring: both lives hear of them in the same order.
 */
final class Held {
    private final LiveStore<Flight> flights;
    private final Ledger ledger;
    private final Policy policy;
    private final Outbox outbox;
    private final Endings endings;
    private final Deque<Assigned> held = new ArrayDeque<>();
    private final Deque<Ended> ended = new ArrayDeque<>();

    /** The round is the first that has it. */
    private record Assigned(Flight flight, Effect.Deliver deliver, long round) {}

    private record Ended(Flight flight, long round) {}

    Held(LiveStore<Flight> flights, Ledger ledger, Policy policy, Outbox outbox, Endings endings) {
        this.flights = flights;
        this.ledger = ledger;
        this.policy = policy;
        this.outbox = outbox;
        this.endings = endings;
    }

    /**
     * Whether this life of the task alone found the message to be over: no record brought it, which others hear as well, or
     * one that another life may see otherwise: a submission that is too late, or one that takes back what nobody has.
     */
    static boolean isOwnEnd(Flight flight, Decision decision, @Nullable SpecificRecord record) {
        return decision.next() instanceof Answered over
                && (record == null || isSeenOtherwise(flight, over.answer().status()))
                && !(flight.state() instanceof Answered)
                && !(flight instanceof BranchFlight);
    }

    private static boolean isSeenOtherwise(Flight flight, Answer.Status status) {
        return flight.state().underWay() == null
                && (status == Answer.Status.WITHDRAWN || status == Answer.Status.EXPIRED);
    }

    void hold(Flight flight, Effect.Deliver deliver) {
        flight.heldAttempt = deliver.attempt();
        held.add(new Assigned(flight, deliver, flights.round() + 1));
    }

    /** The message is answered, and nobody knows yet: it is to be logged, though it may have come but now. */
    void holdEnd(Flight flight, Decision end, long nowMs) {
        if (flights.get(flight.key()) != flight) {
            flights.put(flight);
        }
        endings.write(flight, end, nowMs);
        flight.isEndHeld = true;
        ended.add(new Ended(flight, flights.round() + 1));
    }

    void askForCommit() {
        if (!held.isEmpty() || !ended.isEmpty()) {
            outbox.commitSoon();
        }
    }

    /** Sends what the log has by now. */
    void send(long nowMs) {
        for (Ended next = ended.peek(); next != null && next.round() <= flights.round(); next = ended.peek()) {
            ended.remove();
            endings.say(next.flight(), nowMs);
        }
        sendAssignments(nowMs);
    }

    /** Unless it is over, or too late. The lease begins only then. */
    private void sendAssignments(long nowMs) {
        for (Assigned next = held.peek(); next != null && next.round() <= flights.round(); next = held.peek()) {
            held.remove();
            Flight flight = next.flight();
            if (flight.heldAttempt != next.deliver().attempt() || nowMs >= flight.terms.deadlineMs()) {
                continue;
            }
            flight.heldAttempt = 0;
            if (flight.state() instanceof InFlight at
                    && at.attempt() == next.deliver().attempt()) {
                flight.heldMs = nowMs - at.sentAtMs();
                ledger.become(flight, at.resumed(policy, nowMs), nowMs);
                outbox.deliver(flight, next.deliver(), nowMs);
            }
        }
    }
}

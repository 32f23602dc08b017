package dev.swarmlog.router;

import dev.swarmlog.router.core.MessageState;
import dev.swarmlog.router.core.MessageState.Answered;
import dev.swarmlog.router.core.MessageState.BackingOff;
import dev.swarmlog.router.core.MessageState.HandedOver;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.MessageState.Waiting;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.TimerWheel;
import dev.swarmlog.router.core.balance.WaitingRoom;
import java.util.function.Consumer;

/** Mutable and for one thread: what follows from the states of a task's messages: the line, the loads, the timers. */
final class Ledger implements AutoCloseable {
    private final WaitingRoom<CandidatePool, Flight> waiting;
    private final AgentLoads loads;
    private final TimerWheel timers;
    private final RouterMeters meters;
    private int inFlight;

    Ledger(WaitingRoom<CandidatePool, Flight> waiting, AgentLoads loads, TimerWheel timers, RouterMeters meters) {
        this.waiting = waiting;
        this.loads = loads;
        this.timers = timers;
        this.meters = meters;
    }

    /** The one place where a message changes its state. */
    void become(Flight flight, MessageState next, long nowMs) {
        MessageState before = flight.state();
        if (before.equals(next)) {
            return;
        }
        boolean staysInLine = before instanceof Waiting && next instanceof Waiting;
        InFlight left = before.underWay();
        InFlight entered = next.underWay();
        boolean staysWithAgent = left != null && entered != null && left.attempt() == entered.attempt();
        if (before instanceof Waiting && !staysInLine) {
            leaveLine(flight, next, nowMs);
        } else if (left != null && !staysWithAgent) {
            loads.end(left.agentId(), left.sentAtMs(), nowMs);
            flight.pool().agents.counted(left.agentId(), -1);
            count(-1);
        }
        if (before instanceof BackingOff && countsAway(flight)) {
            waiting.back(flight);
        }
        flight.become(next);
        if (next instanceof BackingOff && countsAway(flight)) {
            waiting.sentAway(flight);
        }
        if (next instanceof Waiting && !staysInLine) {
            enterLine(flight, nowMs);
        } else if (entered != null && !staysWithAgent) {
            loads.begin(entered.agentId(), entered.agentEpoch(), nowMs);
            flight.pool().agents.counted(entered.agentId(), 1);
            count(1);
        }
        if (next instanceof HandedOver || (next instanceof Answered over && !over.isKept(flight.terms))) {
            timers.cancel(flight);
        } else {
            timers.set(flight, next.dueMs(flight.terms));
        }
    }

    /** A gather is bounded as a whole. */
    private static boolean countsAway(Flight flight) {
        return !(flight instanceof BranchFlight);
    }

    private void enterLine(Flight flight, long nowMs) {
        flight.waitsSinceMs = nowMs;
        waiting.enter(flight, nowMs);
        meters.waiting().waiting(1, flight.bytes());
    }

    private void leaveLine(Flight flight, MessageState next, long nowMs) {
        waiting.leave(flight, nowMs);
        meters.waiting().waiting(-1, -flight.bytes());
        if (next instanceof InFlight || next instanceof HandedOver) {
            meters.waiting().placed(flight.message().getPriority(), nowMs - flight.waitsSinceMs);
        }
    }

    /** For a message that is forgotten. */
    void leave(Flight answered) {
        timers.cancel(answered);
    }

    /** Puts off what is due for a message whose state stays as it is. */
    void lookAgain(Flight flight, long atMs) {
        timers.set(flight, atMs);
    }

    void due(long nowMs, Consumer<Flight> listener) {
        timers.advance(nowMs, timer -> listener.accept((Flight) timer));
    }

    @Override
    public void close() {
        meters.inFlight(-inFlight);
        meters.waiting().waiting(-waiting.size(), -waiting.bytes());
        loads.close();
    }

    private void count(int change) {
        inFlight += change;
        meters.inFlight(change);
    }
}

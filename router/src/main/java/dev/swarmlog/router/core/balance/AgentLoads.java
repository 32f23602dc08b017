package dev.swarmlog.router.core.balance;

import dev.swarmlog.router.core.guard.AgentGuard;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Mutable and for one thread: the loads of all agents that one router task has to do with. */
public final class AgentLoads implements AutoCloseable {
    /** For how long it counts what an agent said of its load; a few beats. */
    private static final long REPORT_KEPT_MS = 10_000;

    /** Of so many agents all is told at once; of more, each the more seldom, as long as nothing is wrong with it. */
    private static final int TOLD_AT_ONCE_MAX = 1_000;

    private static final long SECOND_MS = 1_000;

    private final SharedLoads shared;
    private final Map<String, AgentLoad> byAgent = new HashMap<>();

    public AgentLoads(SharedLoads shared) {
        this.shared = shared;
        shared.taskOpened();
    }

    /** Told of each agent of which there is news. */
    public interface Observer {
        void observed(String agentId, AgentLoad.Observation seen);
    }

    /** Asked about each agent that has work of this task. */
    public interface Visitor {
        void visit(String agentId, AgentLoad load);
    }

    public AgentLoad of(String agentId, long nowMs) {
        AgentLoad known = byAgent.get(agentId);
        if (known == null) {
            known = new AgentLoad(shared.hold(agentId), nowMs);
            byAgent.put(agentId, known);
        }
        return known;
    }

    public AgentLoad begin(String agentId, long epoch, long nowMs) {
        AgentLoad load = of(agentId, nowMs);
        load.begin(epoch);
        return load;
    }

    /** Work is over that was sent to the agent then. */
    public AgentLoad end(String agentId, long sentAtMs, long nowMs) {
        AgentLoad load = of(agentId, nowMs);
        load.end(sentAtMs, nowMs);
        return load;
    }

    /**
     * Whether this task may send the agent one more, if it is to get that part of its share by now. With nothing of its own
     * there it always may: else a task whose messages come late would starve behind those that refill every freed place at
     * once. So an agent may hold more than its capacity by one message for each other task, at worst. Where room is kept
     * for others that does not hold.
     */
    public boolean hasRoom(Seat seat, double readiness) {
        AgentLoad load = seat.load();
        if (load.own() == 0 && seat.reserved() == 0) {
            return true;
        }
        int share = shared.shareOf(seat.capacity() - seat.reserved());
        return load.inFlight() < (readiness < 1 ? Math.max(1, (int) (share * readiness)) : share)
                && load.inHand() < seat.capacity();
    }

    /** Takes those members of a pool out of the choice who succeed much less often than the others. */
    public void compare(List<AgentGuard> members, long nowMs) {
        shared.compare(members, nowMs);
    }

    public void forEachBusy(Visitor visitor) {
        byAgent.forEach((agentId, load) -> {
            if (load.own() > 0) {
                visitor.visit(agentId, load);
            }
        });
    }

    /**
     * Tells what is new, and lets go of agents who are idle and not there any more: to be called every second. Of ten
     * thousand agents that work well something is new each second, and to tell it costs as much as their work.
     */
    public void observe(long nowMs, Predicate<String> isThere, Observer observer) {
        long goodIsToldAfterMs = byAgent.size() / TOLD_AT_ONCE_MAX * SECOND_MS;
        for (Iterator<Map.Entry<String, AgentLoad>> all = byAgent.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, AgentLoad> entry = all.next();
            AgentLoad load = entry.getValue();
            load.forgetReport(nowMs - REPORT_KEPT_MS);
            if (load.hasNews()) {
                if (load.isUrgent() || nowMs - load.observedFromMs() >= goodIsToldAfterMs) {
                    observer.observed(entry.getKey(), load.observe(nowMs));
                }
            } else if (load.own() == 0 && !isThere.test(entry.getKey())) {
                all.remove();
                shared.letGo(entry.getKey());
            }
        }
    }

    /** Takes this task's work out of what the process has in flight: it belongs to another task now. */
    @Override
    public void close() {
        byAgent.forEach((agentId, load) -> {
            load.release();
            shared.letGo(agentId);
        });
        byAgent.clear();
        shared.taskClosed();
    }
}

package dev.swarmlog.router;

import dev.swarmlog.router.core.balance.WaitingRoom;
import dev.swarmlog.router.core.strategy.Tiers;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Mutable and for one thread: finds who of those that wait may go, as agents come to have room. */
final class Line {
    private final WaitingRoom<CandidatePool, Flight> waiting;
    private final CandidatePools pools;
    private final WaitingSettings settings;
    private final Next next;

    /** Whoever decides on the message that may go. */
    @FunctionalInterface
    interface Next {
        void mayGo(Flight flight, long nowMs);
    }

    Line(WaitingRoom<CandidatePool, Flight> waiting, CandidatePools pools, WaitingSettings settings, Next next) {
        this.waiting = waiting;
        this.pools = pools;
        this.settings = settings;
        this.next = next;
    }

    /** Looks again at the agents for which somebody waits: those that several lines share, once. */
    void lookAgain(long nowMs) {
        Set<Tiers> lookedAt = Collections.newSetFromMap(new IdentityHashMap<>());
        for (CandidatePool pool : waiting.pools()) {
            pools.refresh(pool, nowMs);
            if (lookedAt.add(pool.agents)) {
                pool.agents.lookAround(nowMs);
            }
        }
    }

    /** An agent has no more to do with this message. */
    void roomAt(String agentId, Flight flight, long nowMs) {
        flight.pool().agents.reopen(agentId, nowMs);
        if (waiting.size() > 0) {
            Flight first = waiting.first(pools.capabilitiesOf(agentId), each -> opensTo(each, agentId, nowMs));
            if (first != null) {
                next.mayGo(first, nowMs);
            }
        }
    }

    /** Who stays in line stands for the rest of it, so the walk takes one look at each pool beside those who go. */
    void placeAll(long nowMs) {
        for (Flight each = waiting.first(); each != null; each = waiting.after(each)) {
            if (mayHaveRoom(each, nowMs)) {
                next.mayGo(each, nowMs);
            }
        }
    }

    private boolean opensTo(Flight waiter, String agentId, long nowMs) {
        CandidatePool from = waiter.poolAt(nowMs, settings);
        if (from != waiter.pool()) {
            pools.refresh(from, nowMs);
        }
        return from.reopen(agentId, nowMs);
    }

    private boolean mayHaveRoom(Flight waiter, long nowMs) {
        CandidatePool from = waiter.poolAt(nowMs, settings);
        if (from != waiter.pool()) {
            // Only those for which somebody stands in line are looked at otherwise.
            pools.refresh(from, nowMs);
            from.agents.lookAround(nowMs);
        }
        return from.mayHaveRoom();
    }
}

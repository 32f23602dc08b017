package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.guard.AgentGuard;
import dev.swarmlog.router.core.strategy.ContentBased;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Mutable and for one thread: the agents that match one query, for all pools that choose among them in different ways. */
final class Membership {
    private static final long NEVER_LOOKED = -1;

    final AgentQuery query;
    private List<Seat> seats = List.of();
    private Map<String, Set<String>> vocabulary = Map.of();
    private Set<String> zones = Set.of();
    private long indexVersion = NEVER_LOOKED;
    private long lookedAtMs;
    private int generation;

    Membership(AgentQuery query) {
        this.query = query;
    }

    /** Many agents are looked for less often, so that the work stays a small part of the time; where there are none, at once. */
    boolean isStale(long newestVersion, long nowMs) {
        return indexVersion != newestVersion
                && (seats.isEmpty() || nowMs - lookedAtMs >= Math.min(1_000, seats.size() / 10));
    }

    void looked(List<Seat> found, long version, long nowMs) {
        seats = found;
        vocabulary = ContentBased.vocabulary(found);
        zones = found.stream().map(seat -> seat.traits().zone()).collect(Collectors.toSet());
        indexVersion = version;
        lookedAtMs = nowMs;
        generation++;
    }

    /** Compares them by how often they succeed of late. */
    void compare(AgentLoads loads, long nowMs) {
        List<AgentGuard> guards = new ArrayList<>(seats.size());
        for (Seat seat : seats) {
            guards.add(seat.load().guard());
        }
        loads.compare(guards, nowMs);
    }

    List<Seat> seats() {
        return seats;
    }

    Map<String, Set<String>> vocabulary() {
        return vocabulary;
    }

    /** The zone, if any of them is in it; else empty. */
    String known(String zone) {
        return zones.contains(zone) ? zone : "";
    }

    /** Rises with each look. */
    int generation() {
        return generation;
    }
}

package dev.swarmlog.router.core.strategy;

import java.util.HashMap;
import java.util.Map;

/**
 * The same agent for the same key, as far as load allows: no agent gets more than its part of what is in flight and a
 * bounded excess (Mirrokni, Thorup and Zadimoghaddam, 2018). To be chosen where agents keep something by key that is dear
 * to build but can be built again, as caches are: when an agent leaves only its keys move, and a key that half the world
 * asks for spreads over several agents instead of drowning one.
 *
 * <p>In flight is what this task sent by this pool. If each task keeps to the bound, all of them together do.
 */
final class ConsistentHash implements Strategy {
    private final double excess;
    private Map<String, Count> counts = new HashMap<>();
    private Count[] bySeat = {};
    private KeyRing ring = KeyRing.EMPTY;
    private long places;
    private int total;

    private static final class Count {
        int inFlight;
    }

    /** With the share by which an agent may exceed its part. */
    ConsistentHash(double excess) {
        this.excess = excess;
    }

    @Override
    public void seated(AgentPool pool) {
        Map<String, Count> before = counts;
        counts = new HashMap<>();
        bySeat = new Count[pool.size()];
        places = 0;
        total = 0;
        before.forEach((agentId, count) -> {
            if (count.inFlight > 0) {
                counts.put(agentId, count);
            }
        });
        for (int i = 0; i < bySeat.length; i++) {
            bySeat[i] = counts.computeIfAbsent(pool.seat(i).agentId(), fresh -> new Count());
            places += pool.seat(i).concurrency();
            total += bySeat[i].inFlight;
        }
        ring = KeyRing.of(pool);
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        return ring.nearest(pool, wish.key(), seat -> bySeat[seat].inFlight < bound(pool, seat));
    }

    @Override
    public void counted(AgentPool pool, String agentId, int change) {
        counts.computeIfAbsent(agentId, fresh -> new Count()).inFlight += change;
        total += pool.numberOf(agentId) == NONE ? 0 : change;
    }

    /** Work in flight by its bound: below one there is room. */
    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return (double) bySeat[seat].inFlight / bound(pool, seat);
    }

    private int bound(AgentPool pool, int seat) {
        return (int) Math.ceil((1 + excess) * (total + 1) * pool.seat(seat).concurrency() / places);
    }
}

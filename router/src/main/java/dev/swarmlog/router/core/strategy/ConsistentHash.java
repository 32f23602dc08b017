package dev.swarmlog.router.core.strategy;

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
    private final InFlight inFlight;
    private InFlight.Count[] bySeat = {};
    private KeyRing ring = KeyRing.EMPTY;
    private long places;
    private int total;

    /** With the share by which an agent may exceed its part. */
    ConsistentHash(double excess, InFlight inFlight) {
        this.excess = excess;
        this.inFlight = inFlight;
    }

    @Override
    public void seated(AgentPool pool) {
        bySeat = new InFlight.Count[pool.size()];
        places = 0;
        total = 0;
        for (int i = 0; i < bySeat.length; i++) {
            bySeat[i] = inFlight.of(pool.seat(i).agentId());
            places += pool.seat(i).concurrency();
            total += bySeat[i].messages;
        }
        ring = KeyRing.of(pool);
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        return ring.nearest(pool, wish.key(), seat -> bySeat[seat].messages < bound(pool, seat));
    }

    @Override
    public void counted(AgentPool pool, String agentId, int change) {
        total += pool.numberOf(agentId) == NONE ? 0 : change;
    }

    /** Work in flight by its bound: below one there is room. */
    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return (double) bySeat[seat].messages / bound(pool, seat);
    }

    private int bound(AgentPool pool, int seat) {
        return (int) Math.ceil((1 + excess) * (total + 1) * pool.seat(seat).concurrency() / places);
    }
}

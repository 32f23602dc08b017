package dev.swarmlog.router;

import dev.swarmlog.router.core.balance.AgentLoads;
import java.util.ArrayDeque;

/**
 * Mutable and for one thread: compares the agents of each pool with each other once in an interval, some pools at a time,
 * so that it never takes long.
 */
final class Comparisons {
    private static final int AGENTS_PER_TICK = 2_000;

    private final CandidatePools pools;
    private final AgentLoads loads;
    private final long intervalMs;
    private final ArrayDeque<Membership> pending = new ArrayDeque<>();
    private long nextMs;

    Comparisons(CandidatePools pools, AgentLoads loads, long intervalMs) {
        this.pools = pools;
        this.loads = loads;
        this.intervalMs = intervalMs;
    }

    void tick(long nowMs) {
        if (pending.isEmpty() && nowMs >= nextMs) {
            nextMs = (nowMs / intervalMs + 1) * intervalMs;
            pending.addAll(pools.all());
        }
        for (int compared = 0; compared < AGENTS_PER_TICK && !pending.isEmpty(); ) {
            Membership members = pending.remove();
            members.compare(loads, nowMs);
            compared += 1 + members.seats().size();
        }
    }
}

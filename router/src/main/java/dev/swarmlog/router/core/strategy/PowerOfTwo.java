package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;

/**
 * The better of two agents: one drawn at random, and the one that looked best so far. To be chosen unless there is a reason
 * for another: as even as always taking the least loaded, away from the slow ones, and without the herding of processes that
 * all see the same best one, since among equals the drawn one wins.
 *
 * <p>Two drawn at random are the classic (Mitzenmacher, 2001), but at 95 % load they queue where others are free; with one of
 * them remembered that is gone (Mitzenmacher, Prabhakar and Shah, 2002; Prequal's pool of probes is the same thought). What
 * is remembered is exact here, a heap: load is known, not asked for.
 *
 * <p>Better is what has less in flight relative to its concurrency, times how slow it is: by how much the latency of its
 * work of late, the worst first (Finagle's peak EWMA), exceeds what is usual in the pool. Up to half as much again counts
 * as usual, or the noise of latencies would outweigh a free place.
 */
final class PowerOfTwo implements Strategy {
    private static final double USUAL = 1.5;

    /** By how much a latency that was seen moves what is thought to be in the middle. */
    private static final double STEP = 0.02;

    /** How many others are looked at to say how likely a choice was. */
    private static final int COMPARED_MAX = 1_000;

    private final Ranking ranking = new Ranking(this::score);
    private double middleMs = 1;
    private int remembered = NONE;

    @Override
    public void seated(AgentPool pool) {
        ranking.seated(pool);
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        remembered = ranking.first(pool, wish.nowMs());
        int drawn = pool.openAt(wish.random().nextInt(pool.open()));
        int chosen = score(pool, drawn, wish.nowMs()) <= score(pool, remembered, wish.nowMs()) ? drawn : remembered;
        double latencyMs = pool.seat(drawn).load().guard().costMs(wish.nowMs());
        if (latencyMs > 0) {
            // Half of what is seen lies above the middle: steps of equal size up and down end there.
            middleMs *= latencyMs > middleMs ? 1 + STEP : 1 - STEP;
        }
        ranking.chosen(pool, chosen);
        return chosen;
    }

    @Override
    public double score(AgentPool pool, int number, long nowMs) {
        Seat seat = pool.seat(number);
        double load = seat.loadWithOneMore() / seat.load().guard().readiness(nowMs);
        double latencyMs = seat.load().guard().costMs(nowMs);
        if (latencyMs <= 0) {
            return load;
        }
        return load * Math.max(1, latencyMs / (middleMs * USUAL));
    }

    /** The remembered one is chosen unless one that is as good is drawn, any other only when it is drawn itself. */
    @Override
    public double propensity(AgentPool pool, int chosen, long nowMs) {
        if (chosen != remembered) {
            return 1.0 / pool.open();
        }
        double own = score(pool, chosen, nowMs);
        int compared = Math.min(pool.open(), COMPARED_MAX);
        int lost = 0;
        for (int place = 0; place < compared; place++) {
            int other = pool.openAt(place);
            lost += other != chosen && score(pool, other, nowMs) <= own ? 1 : 0;
        }
        return (compared - lost) / (double) compared;
    }

    @Override
    public void opened(AgentPool pool, int seat) {
        ranking.opened(pool, seat);
    }

    @Override
    public void closed(AgentPool pool, int seat) {
        ranking.closed(seat);
    }

    @Override
    public void counted(AgentPool pool, String agentId, int change) {
        ranking.counted(pool, agentId);
    }
}

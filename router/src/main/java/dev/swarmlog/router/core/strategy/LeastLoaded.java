package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;

/**
 * Always the agent with the least work in flight relative to its concurrency, whatever its speed. To be chosen where places
 * are what counts: where work holds something by the piece, a licence or memory, or takes about as long with everybody.
 */
final class LeastLoaded implements Strategy {
    private final Ranking ranking = new Ranking(LeastLoaded::load);

    @Override
    public void seated(AgentPool pool) {
        ranking.seated(pool);
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        int least = ranking.first(pool, wish.nowMs());
        ranking.chosen(pool, least);
        return least;
    }

    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return load(pool, seat, nowMs);
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

    private static double load(AgentPool pool, int number, long nowMs) {
        Seat seat = pool.seat(number);
        return seat.loadWithOneMore() / seat.load().guard().readiness(nowMs);
    }
}

package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.ranking.Hash;
import dev.swarmlog.router.core.ranking.SeatHeap;
import java.util.HashMap;
import java.util.Map;

/**
 * Each agent as often as its card's weight says. To be chosen where somebody knows better than any measurement how much
 * each is to get: a small share for a new version, more for larger machines, what was paid for.
 *
 * <p>The earliest deadline goes first, and its next one is by so much later as it weighs less (as Envoy does): smooth, so
 * that an agent of weight three is not sent three in a row.
 */
final class Weighted implements Strategy {
    private static final double WEIGHT_MIN = 0.001;
    private static final double SCALE = 0x1.0p-53;

    private SeatHeap heap = new SeatHeap(0);
    private String[] ids = {};
    private double elapsed;

    /** Who stays keeps its deadline; who comes is somewhere within its first turn, or all new ones would go at once. */
    @Override
    public void seated(AgentPool pool) {
        Map<String, Double> kept = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            kept.put(ids[i], heap.key(i));
        }
        ids = new String[pool.size()];
        heap = new SeatHeap(pool.size());
        for (int i = 0; i < ids.length; i++) {
            ids[i] = pool.seat(i).agentId();
            Double deadline = kept.get(ids[i]);
            double luck = (Hash.of(ids[i]) >>> 11) * SCALE;
            heap.put(i, deadline != null ? Math.max(deadline, elapsed) : elapsed + luck / weight(pool.seat(i)));
        }
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        int next = heap.first();
        Seat seat = pool.seat(next);
        elapsed = heap.key(next);
        heap.put(next, elapsed + 1 / (weight(seat) * seat.load().guard().readiness(wish.nowMs())));
        return next;
    }

    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return heap.key(seat) - elapsed;
    }

    @Override
    public void opened(AgentPool pool, int seat) {
        heap.put(seat, Math.max(heap.key(seat), elapsed));
    }

    @Override
    public void closed(AgentPool pool, int seat) {
        heap.remove(seat);
    }

    private static double weight(Seat seat) {
        return Math.max(WEIGHT_MIN, seat.traits().weight());
    }
}

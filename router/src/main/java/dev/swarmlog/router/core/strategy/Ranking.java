package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.ranking.SeatHeap;

/**
 * Mutable and for one thread: the open seats of a pool by a score that changes with load and time, lowest first.
 *
 * <p>A score that rose is put right when it comes to the top, one that fell by this pool's own work at once, and one that
 * others changed in turn, with the choices of this pool. So keeping the order costs O(log n) for each message.
 */
final class Ranking {
    private static final double EXACT = 1e-9;

    private final Score score;
    private SeatHeap heap = new SeatHeap(0);
    private int corrected;
    private long seenMs;

    interface Score {
        double of(AgentPool pool, int seat, long nowMs);
    }

    Ranking(Score score) {
        this.score = score;
    }

    void seated(AgentPool pool) {
        heap = new SeatHeap(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            opened(pool, i);
        }
    }

    /** The seat with the lowest score; of several the one that was chosen the longest ago. */
    int first(AgentPool pool, long nowMs) {
        seenMs = nowMs;
        corrected = corrected + 1 < pool.size() ? corrected + 1 : 0;
        if (heap.contains(corrected)) {
            heap.correct(corrected, score.of(pool, corrected, nowMs));
        }
        while (true) {
            int first = heap.first();
            double now = score.of(pool, first, nowMs);
            if (now <= heap.key(first) + EXACT) {
                return first;
            }
            heap.correct(first, now);
        }
    }

    void chosen(AgentPool pool, int seat) {
        heap.put(seat, score.of(pool, seat, seenMs));
    }

    void opened(AgentPool pool, int seat) {
        heap.put(seat, score.of(pool, seat, seenMs));
    }

    void closed(int seat) {
        heap.remove(seat);
    }

    void counted(AgentPool pool, String agentId) {
        int seat = pool.numberOf(agentId);
        if (seat != Strategy.NONE && heap.contains(seat)) {
            heap.correct(seat, score.of(pool, seat, seenMs));
        }
    }
}

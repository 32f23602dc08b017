package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.ranking.SeatHeap;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The agent of the highest weight as long as it can, then the next one; of equal weights the first by id. To be chosen for
 * a main agent and its stand-ins: one that is cheap, near or holds the state, and others that are there in case.
 */
final class Failover implements Strategy {
    private SeatHeap heap = new SeatHeap(0);
    private int[] ranks = {};

    @Override
    public void seated(AgentPool pool) {
        heap = new SeatHeap(pool.size());
        ranks = new int[pool.size()];
        int[] inOrder = IntStream.range(0, pool.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -pool.seat(i).traits().weight()))
                .mapToInt(i -> i)
                .toArray();
        for (int rank = 0; rank < inOrder.length; rank++) {
            ranks[inOrder[rank]] = rank;
            heap.put(inOrder[rank], rank);
        }
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        return heap.first();
    }

    @Override
    public double score(AgentPool pool, int seat, long nowMs) {
        return ranks[seat];
    }

    @Override
    public void opened(AgentPool pool, int seat) {
        heap.put(seat, ranks[seat]);
    }

    @Override
    public void closed(AgentPool pool, int seat) {
        heap.remove(seat);
    }
}

package dev.swarmlog.router.core.strategy;

import java.util.random.RandomGenerator;

/**
 * The less loaded of two agents drawn at random, by work in flight relative to concurrency. To be chosen unless there is
 * a reason for another: nearly as even as always taking the least loaded, at a cost that does not grow with the pool,
 * and without the herding of tasks that all see the same least loaded one (Mitzenmacher, 2001).
 */
final class PowerOfTwo implements Strategy {
    @Override
    public int choose(AgentPool pool, Wish wish) {
        int open = pool.open();
        if (open == 1) {
            return pool.openAt(0);
        }
        RandomGenerator random = wish.random();
        int one = random.nextInt(open);
        int other = random.nextInt(open - 1);
        other += other >= one ? 1 : 0;
        int first = pool.openAt(one);
        int second = pool.openAt(other);
        return pool.seat(second).loadWithOneMore() < pool.seat(first).loadWithOneMore() ? second : first;
    }
}

package dev.swarmlog.router.core.balance;

import java.util.random.RandomGenerator;

/**
 * The less loaded of two agents drawn at random, by work in flight relative to concurrency. To be chosen unless there is
 * a reason for another: nearly as even as always taking the least loaded, at a cost that does not grow with the pool,
 * and without the herding of tasks that all see the same least loaded one (Mitzenmacher, 2001).
 */
public final class PowerOfTwo implements Strategy {
    @Override
    public int choose(AgentPool pool, int open, RandomGenerator random) {
        if (open == 1) {
            return 0;
        }
        int one = random.nextInt(open);
        int other = random.nextInt(open - 1);
        other += other >= one ? 1 : 0;
        return pool.seatAt(other).loadWithOneMore() < pool.seatAt(one).loadWithOneMore() ? other : one;
    }
}

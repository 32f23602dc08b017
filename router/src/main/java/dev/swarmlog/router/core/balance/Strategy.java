package dev.swarmlog.router.core.balance;

import java.util.random.RandomGenerator;

/** Chooses among the open seats of a pool. */
public interface Strategy {
    /** The number of a seat, below {@code open}, which is one or more. */
    int choose(AgentPool pool, int open, RandomGenerator random);
}

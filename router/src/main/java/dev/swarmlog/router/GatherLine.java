package dev.swarmlog.router;

/**
 * Mutable and for one thread: where messages to several agents wait that cannot begin. They do so beside those to one of
 * the same agents: what keeps them waiting may be the bound on gathers, and must not keep others from a free agent.
 */
final class GatherLine extends CandidatePool {
    private final CandidatePool pool;

    GatherLine(CandidatePool pool) {
        super(pool.membership, pool.strategy, pool.agents);
        this.pool = pool;
    }

    @Override
    CandidatePool forGathers() {
        return this;
    }

    /** The seats are the pool's. */
    @Override
    void follow() {
        pool.follow();
    }
}

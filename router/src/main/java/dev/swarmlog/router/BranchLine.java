package dev.swarmlog.router;

/**
 * Mutable and for one thread: where branches of one gather wait for room. The agents are those of all who ask for the
 * same, but the line is their own: they can do nothing with agents that siblings have, and must not stand in the way of
 * others who can.
 */
final class BranchLine extends CandidatePool {
    private final CandidatePool pool;
    private final GatherFlight gather;
    private final String pinned;

    BranchLine(GatherFlight gather, String pinned) {
        super(gather.pool().membership, gather.pool().strategy, gather.pool().agents);
        this.pool = gather.pool();
        this.gather = gather;
        this.pinned = pinned;
    }

    @Override
    boolean mayHaveRoom() {
        return pinned.isEmpty() ? agents.mayHaveRoomBeside(gather.agentsHeard()) : agents.mayHaveRoom(pinned);
    }

    @Override
    boolean reopen(String agentId, long nowMs) {
        boolean ofUse = pinned.isEmpty() ? !gather.agentsHeard().contains(agentId) : pinned.equals(agentId);
        return ofUse && agents.reopen(agentId, nowMs);
    }

    /** The seats are the pool's. */
    @Override
    void follow() {
        pool.follow();
    }
}

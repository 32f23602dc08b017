package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.router.core.strategy.AgentPool;

/** Mutable and for one thread: the agents that match one query, and of which version of the index they are. */
sealed class CandidatePool permits BranchLine {
    static final long NEVER_LOOKED = -1;

    final AgentQuery query;
    final AgentPool agents;
    private long indexVersion = NEVER_LOOKED;
    private long lookedAtMs;

    CandidatePool(AgentQuery query, AgentPool agents) {
        this.query = query;
        this.agents = agents;
    }

    boolean mayHaveRoom() {
        return agents.mayHaveRoom();
    }

    /** Looks at all agents again. */
    void reopen() {
        agents.reopen();
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    boolean reopen(String agentId) {
        return agents.reopen(agentId);
    }

    /** Large pools are rebuilt less often, so that the work stays a small part of the time; an empty one at once. */
    boolean isStale(long newestVersion, long nowMs) {
        return indexVersion != newestVersion
                && (agents.size() == 0 || nowMs - lookedAtMs >= Math.min(1_000, agents.size() / 10));
    }

    void looked(long version, long nowMs) {
        indexVersion = version;
        lookedAtMs = nowMs;
    }
}

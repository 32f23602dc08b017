package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.router.core.FailureClass;
import dev.swarmlog.router.core.MessageEvent;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.router.core.strategy.Tiers;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: the agents that match one query, in the order in which one kind of message wants them. */
sealed class CandidatePool permits BranchLine, GatherLine {
    final AgentQuery query;
    final StrategyName strategy;
    final Membership membership;
    final Tiers agents;
    private int generation;
    private @Nullable CandidatePool forGathers;
    private @Nullable CandidatePool moreUrgent;
    private int moreUrgentFrom;

    CandidatePool(Membership membership, StrategyName strategy, Tiers agents) {
        this.query = membership.query;
        this.strategy = strategy;
        this.membership = membership;
        this.agents = agents;
    }

    boolean mayHaveRoom() {
        return agents.mayHaveRoom();
    }

    /** Where its messages are chosen for once they have waited until they are worth this level of priority. */
    void raise(CandidatePool to, int fromLevel) {
        moreUrgent = to;
        moreUrgentFrom = fromLevel;
    }

    /** Whether messages of it become more urgent as they wait. */
    boolean ages() {
        return moreUrgent != null;
    }

    /** Where the room is that a message of it may use by now. */
    CandidatePool at(int level) {
        CandidatePool next = moreUrgent;
        return next == null || level < moreUrgentFrom ? this : next.at(level);
    }

    /** The same agents, with a line of its own for messages to several of them. */
    CandidatePool forGathers() {
        CandidatePool line = forGathers;
        if (line == null) {
            line = new GatherLine(this);
            forGathers = line;
        }
        return line;
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    boolean reopen(String agentId, long nowMs) {
        return agents.reopen(agentId, nowMs);
    }

    /** An outcome says how well the agent does this kind of work, unless it is the message that was bad or the agent merely full. */
    void heard(InFlight at, MessageEvent event, long tookMs, long nowMs) {
        boolean completed = event instanceof MessageEvent.Completed;
        boolean failed = event instanceof MessageEvent.Failed(var of, FailureClass why, var error, var retryAfterMs)
                && (why == FailureClass.RETRYABLE || why == FailureClass.NONE);
        if (completed || failed) {
            agents.learned(at.agentId(), completed, tookMs, nowMs);
        }
    }

    /** The agent's lease ran out. */
    void silence(InFlight at, long nowMs) {
        agents.learned(at.agentId(), false, nowMs - at.sentAtMs(), nowMs);
    }

    /** Seats who are members now, if they changed. */
    void follow() {
        if (generation != membership.generation()) {
            generation = membership.generation();
            agents.seat(membership.seats());
        }
    }
}

package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.router.core.MessageEvent.AgentLost;
import dev.swarmlog.router.core.MessageState.InFlight;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Mutable and for one thread: notices which agents that work on something will not report any more. */
final class Liveness {
    private static final long NEVER = Long.MAX_VALUE;

    private final AgentIndex index;
    private long seenVersion = -1;
    private long newsMs = NEVER;

    Liveness(AgentIndex index) {
        this.index = index;
    }

    boolean isThere(String agentId) {
        return index.get(agentId).isPresent();
    }

    /** The latest start of the agent that the registry told of; negative for one that it does not know. */
    long epochOf(String agentId) {
        return index.get(agentId).map(status -> status.getCard().getEpoch()).orElse(-1L);
    }

    /** Whether agents came or went since {@link #lost} was called; costs nothing while none do. */
    boolean hasNews(long nowMs) {
        if (index.membershipVersion() == seenVersion) {
            return false;
        }
        newsMs = Math.min(newsMs, nowMs);
        return true;
    }

    /** Somebody may have work who was lost before. */
    void lookAgain() {
        seenVersion = -1;
    }

    /** Since when there is news. */
    long newsMs() {
        return newsMs;
    }

    /** Tells of each flight whose agent was lost since the last time. */
    void lost(AgentLoads loads, LiveStore<Flight> flights, BiConsumer<Flight, AgentLost> listener) {
        seenVersion = index.membershipVersion();
        newsMs = NEVER;
        Map<String, AgentLost> lost = new HashMap<>();
        loads.forEachBusy((agentId, load) -> {
            long epoch = lostEpoch(agentId);
            boolean restarted = load.takeRestarted();
            if (restarted || epoch >= load.epoch()) {
                lost.put(agentId, new AgentLost(agentId, epoch));
            }
        });
        if (!lost.isEmpty()) {
            for (Flight flight : flights.copy()) {
                tell(flight, lost, listener);
                if (flight instanceof GatherFlight gather) {
                    gather.branches().forEach(branch -> tell(branch, lost, listener));
                }
            }
        }
    }

    private static void tell(Flight flight, Map<String, AgentLost> lost, BiConsumer<Flight, AgentLost> listener) {
        InFlight at = flight.state().underWay();
        AgentLost news = at == null ? null : lost.get(at.agentId());
        if (news != null) {
            listener.accept(flight, news);
        }
    }

    /** The last start of the agent that is over. */
    private long lostEpoch(String agentId) {
        Optional<AgentStatus> status = index.get(agentId);
        if (status.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long epoch = status.get().getCard().getEpoch();
        return isOver(status.get()) ? epoch : epoch - 1;
    }

    static boolean isOver(AgentStatus status) {
        return status.getState() == AgentState.DEAD || status.getState() == AgentState.GONE;
    }
}

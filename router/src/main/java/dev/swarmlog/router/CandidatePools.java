package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.strategy.AgentPool;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Routing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mutable and for one thread: who can take what, by what messages ask; the least recently asked for goes first. */
final class CandidatePools {
    /** Better than nobody. */
    private static final Set<AgentState> DOUBTFUL = Set.of(AgentState.SUSPECT);

    private final AgentIndex index;
    private final AgentLoads loads;
    private final int agentQueueMax;
    private final int inboxes;
    private final long slowStartMs;
    private final StrategyName strategyUnasked;
    private final Map<Hints, CandidatePool> byHints;
    private final CandidatePool nobody;

    private record Hints(
            String capability, String versionRange, String region, List<String> tags, StrategyName strategy) {}

    CandidatePools(AgentIndex index, AgentLoads loads, RouterConfig config, int inboxes) {
        this.index = index;
        this.loads = loads;
        this.agentQueueMax = config.agentQueueMax();
        this.inboxes = inboxes;
        this.slowStartMs = config.guards().agents().slowStartMs();
        this.strategyUnasked = config.strategy();
        this.nobody = new CandidatePool(AgentQuery.anyone(), new AgentPool(loads, strategyUnasked.create()));
        this.byHints = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Hints, CandidatePool> eldest) {
                return size() > config.poolsMax();
            }
        };
    }

    /** The pool for a message. Throws IllegalArgumentException, with what was expected, when its hints make no sense. */
    CandidatePool of(Message message) {
        Routing routing = message.getRouting();
        String capability = routing.getCapability().isEmpty() ? message.getType() : routing.getCapability();
        StrategyName asked = StrategyName.find(routing.getStrategy());
        StrategyName strategy = asked == null ? strategyUnasked : asked;
        Hints hints =
                new Hints(capability, routing.getVersionRange(), routing.getRegion(), routing.getTags(), strategy);
        CandidatePool known = byHints.get(hints);
        if (known != null) {
            return known;
        }
        AgentQuery query = AgentQuery.capable(capability)
                .inVersions(routing.getVersionRange())
                .at(routing.getRegion(), "")
                .tagged(routing.getTags());
        CandidatePool fresh = new CandidatePool(query, new AgentPool(loads, strategy.create()));
        byHints.put(hints, fresh);
        return fresh;
    }

    Collection<CandidatePool> all() {
        return byHints.values();
    }

    /** For messages that go nowhere. */
    CandidatePool nobody() {
        return nobody;
    }

    /** The seat of the agent, for what was sent to it before; null when that start of it is over. */
    @Nullable
    Seat seatOf(String agentId, long epoch, long nowMs) {
        return index.get(agentId)
                .filter(status -> status.getCard().getEpoch() == epoch && !Liveness.isOver(status))
                .map(status -> seat(status.getCard(), nowMs))
                .orElse(null);
    }

    /** Looks into the index again if it has changed. */
    void refresh(CandidatePool pool, long nowMs) {
        long version = index.membershipVersion();
        if (!pool.isStale(version, nowMs)) {
            return;
        }
        List<AgentStatus> found = index.find(pool.query);
        if (found.isEmpty()) {
            found = index.find(pool.query.inStates(DOUBTFUL));
        }
        boolean settled = found.stream().anyMatch(status -> nowMs - status.getSinceMs() >= slowStartMs);
        List<Seat> seats = new ArrayList<>(found.size());
        for (AgentStatus status : found) {
            // An inbox that is not there would swallow what is sent to it.
            if (status.getCard().getInboxPartition() >= 0 && status.getCard().getInboxPartition() < inboxes) {
                Seat seat = seat(status.getCard(), nowMs);
                // Where all are new there is nobody to spare them.
                seat.load().guard().begins(seat.epoch(), settled ? status.getSinceMs() : Long.MIN_VALUE, nowMs);
                seats.add(seat);
            }
        }
        pool.agents.seat(seats);
        pool.looked(version, nowMs);
    }

    /** What the agent can do, to find who waits for it. */
    List<String> capabilitiesOf(String agentId) {
        return index.get(agentId)
                .map(status -> status.getCard().getCapabilities().stream()
                        .map(Capability::getName)
                        .toList())
                .orElse(List.of());
    }

    boolean knowsCapability(CandidatePool pool) {
        return index.knowsCapability(pool.query.capability());
    }

    private Seat seat(AgentCard card, long nowMs) {
        int concurrency = Math.max(1, card.getConcurrency());
        return new Seat(
                card.getAgentId(),
                card.getEpoch(),
                card.getInboxPartition(),
                concurrency,
                concurrency + agentQueueMax,
                loads.of(card.getAgentId(), nowMs));
    }
}

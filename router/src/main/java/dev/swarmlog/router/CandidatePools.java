package dev.swarmlog.router;

import dev.swarmlog.agent.discovery.AgentCursor;
import dev.swarmlog.agent.discovery.AgentIndex;
import dev.swarmlog.agent.discovery.AgentOrder;
import dev.swarmlog.agent.discovery.AgentQuery;
import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.strategy.ContentBased;
import dev.swarmlog.router.core.strategy.Preference;
import dev.swarmlog.router.core.strategy.Strategies;
import dev.swarmlog.router.core.strategy.StrategyName;
import dev.swarmlog.router.core.strategy.Tiers;
import dev.swarmlog.router.core.strategy.Urgency;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import dev.swarmlog.v1.Message;
import dev.swarmlog.v1.Priority;
import dev.swarmlog.v1.Routing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: who can take what, by what messages ask and how they want it chosen; the least recently
 * asked for goes first.
 */
final class CandidatePools {
    /** Better than nobody. */
    private static final Set<AgentState> DOUBTFUL = Set.of(AgentState.SUSPECT);

    private final AgentIndex index;
    private final AgentLoads loads;
    private final RouterConfig config;
    private final Surroundings around;
    private final Map<Asking, Membership> byAsking;
    private final Map<Order, CandidatePool> byOrder;
    private final CandidatePool nobody;
    private long seenMs;

    /** What all tasks of a process share, which of them this is, how many inboxes there are, and since when. */
    record Surroundings(Strategies strategies, Tiers.Place place, int inboxes, long sinceMs) {}

    private record Asking(String capability, String versionRange, String region, List<String> tags) {}

    private record Order(Asking asking, Preference preference) {
        Order as(Urgency urgency) {
            return new Order(
                    asking, new Preference(preference.strategy(), preference.zone(), urgency, preference.facets()));
        }
    }

    CandidatePools(AgentIndex index, AgentLoads loads, RouterConfig config, Surroundings around) {
        this.index = index;
        this.loads = loads;
        this.config = config;
        this.around = around;
        this.seenMs = around.sinceMs();
        this.byAsking = leastRecentlyUsedOutOf(config.poolsMax());
        this.byOrder = leastRecentlyUsedOutOf(config.poolsMax());
        Order none = new Order(
                new Asking("", "", "", List.of()),
                Preference.plain(config.strategies().unasked()));
        this.nobody = pool(new Membership(AgentQuery.anyone()), none);
    }

    /** The pool for a message. Throws IllegalArgumentException, with what was expected, when its hints make no sense. */
    CandidatePool of(Message message) {
        Routing routing = message.getRouting();
        String capability = routing.getCapability().isEmpty() ? message.getType() : routing.getCapability();
        Asking asking = new Asking(capability, routing.getVersionRange(), routing.getRegion(), routing.getTags());
        StrategyName asked = StrategyName.find(routing.getStrategy());
        StrategyName strategy = asked == null ? config.strategies().unasked() : asked;
        String zone = routing.getZone().isEmpty() ? config.strategies().zone() : routing.getZone();
        Membership members =
                strategy == StrategyName.CONTENT_BASED || !zone.isEmpty() ? look(membership(asking), seenMs) : null;
        Preference preference = new Preference(
                strategy,
                members == null ? "" : members.known(zone),
                strategy == StrategyName.PRIORITY ? urgency(message.getPriority()) : Urgency.HIGH,
                members == null || strategy != StrategyName.CONTENT_BASED
                        ? Map.of()
                        : ContentBased.facets(message.getAttributes(), members.vocabulary()));
        Order order = new Order(asking, preference);
        return byOrder(order);
    }

    /** Under PRIORITY each level leads on to the next, since what has waited for long is urgent, too. */
    private CandidatePool byOrder(Order order) {
        CandidatePool known = byOrder.get(order);
        if (known != null) {
            return known;
        }
        CandidatePool fresh = pool(membership(order.asking()), order);
        byOrder.put(order, fresh);
        if (order.preference().strategy() == StrategyName.PRIORITY) {
            switch (order.preference().urgency()) {
                case LOW -> fresh.raise(byOrder(order.as(Urgency.NORMAL)), 1);
                case NORMAL -> fresh.raise(byOrder(order.as(Urgency.HIGH)), 2);
                case HIGH, CRITICAL -> {}
            }
        }
        return fresh;
    }

    /** All that is known of who can take what. */
    Collection<Membership> all() {
        return byAsking.values();
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
                .map(status -> seat(status, nowMs))
                .orElse(null);
    }

    /** Looks into the index again if it has changed. */
    void refresh(CandidatePool pool, long nowMs) {
        seenMs = nowMs;
        look(pool.membership, nowMs);
        pool.follow();
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

    private Membership membership(Asking asking) {
        Membership known = byAsking.get(asking);
        if (known != null) {
            return known;
        }
        Membership fresh = new Membership(AgentQuery.capable(asking.capability())
                .inVersions(asking.versionRange())
                .at(asking.region(), "")
                .tagged(asking.tags()));
        byAsking.put(asking, fresh);
        return fresh;
    }

    private CandidatePool pool(Membership members, Order order) {
        Tiers agents = new Tiers(loads, around.strategies(), around.place(), order.preference(), order);
        return new CandidatePool(members, order.preference().strategy(), agents);
    }

    private Membership look(Membership members, long nowMs) {
        long version = index.membershipVersion();
        if (!members.isStale(version, nowMs)) {
            return members;
        }
        List<AgentStatus> found = byId(members.query);
        if (found.isEmpty()) {
            found = byId(members.query.inStates(DOUBTFUL));
        }
        boolean settled = found.stream()
                .anyMatch(status ->
                        nowMs - status.getSinceMs() >= config.guards().agents().slowStartMs());
        List<Seat> seats = new ArrayList<>(found.size());
        for (AgentStatus status : found) {
            // An inbox that is not there would swallow what is sent to it.
            int inbox = status.getCard().getInboxPartition();
            if (inbox >= 0 && inbox < around.inboxes()) {
                Seat seat = seat(status, nowMs);
                // Where all are new there is nobody to spare them.
                seat.load().guard().begins(seat.epoch(), settled ? status.getSinceMs() : Long.MIN_VALUE, nowMs);
                seats.add(seat);
            }
        }
        members.looked(seats, version, nowMs);
        return members;
    }

    /** All tasks see them in the same order, also those of other processes. */
    private List<AgentStatus> byId(AgentQuery query) {
        return index.page(query, AgentOrder.BY_ID, AgentCursor.START).agents();
    }

    private Seat seat(AgentStatus status, long nowMs) {
        AgentCard card = status.getCard();
        int concurrency = Math.max(1, card.getConcurrency());
        return new Seat(
                card.getAgentId(),
                card.getEpoch(),
                card.getInboxPartition(),
                concurrency,
                concurrency + config.agentQueueMax(),
                0,
                loads.of(card.getAgentId(), nowMs),
                new Seat.Traits(
                        card.getWeight(),
                        card.getLocation().getZone(),
                        card.getTags(),
                        status.getState() == AgentState.HEALTHY));
    }

    private static Urgency urgency(Priority priority) {
        return switch (priority) {
            case LOW -> Urgency.LOW;
            case NORMAL, UNKNOWN -> Urgency.NORMAL;
            case HIGH -> Urgency.HIGH;
            case CRITICAL -> Urgency.CRITICAL;
        };
    }

    private static <K, V> Map<K, V> leastRecentlyUsedOutOf(int max) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > max;
            }
        };
    }
}

package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/** An agent's status with what queries need of it, worked out once when it is put into the index. Immutable. */
final class IndexedAgent {
    /** Healthy ones first, then those with room, then by name so that the order is the same everywhere. */
    static final Comparator<IndexedAgent> BEST_FIRST = Comparator.comparingDouble(
                    (IndexedAgent agent) -> -agent.status.getHealthScore())
            .thenComparingDouble(agent -> agent.load)
            .thenComparing(IndexedAgent::id);

    final AgentStatus status;
    final Set<String> tags;
    private final double load;
    /** Parallel to the card's capabilities; null where that is no semantic version. */
    private final @Nullable Semver[] versions;

    IndexedAgent(AgentStatus status) {
        AgentCard card = status.getCard();
        this.status = status;
        this.tags = Set.copyOf(new HashSet<>(card.getTags()));
        this.load = (status.getInFlight() + status.getQueued()) / (double) Math.max(1, card.getConcurrency());
        this.versions = parsed(card.getCapabilities());
    }

    private static @Nullable Semver[] parsed(List<Capability> capabilities) {
        @Nullable Semver[] versions = new @Nullable Semver[capabilities.size()];
        Arrays.setAll(versions, i -> Semver.parse(capabilities.get(i).getVersion()));
        return versions;
    }

    String id() {
        return card().getAgentId();
    }

    AgentCard card() {
        return status.getCard();
    }

    boolean matches(AgentQuery query) {
        return query.states().contains(status.getState())
                && status.getHealthScore() >= query.minHealth()
                && isUnsaidOr(query.serviceType(), card().getServiceType())
                && isUnsaidOr(query.region(), card().getLocation().getRegion())
                && isUnsaidOr(query.zone(), card().getLocation().getZone())
                && (query.tags().isEmpty() || tags.containsAll(query.tags()))
                && (query.capability().isEmpty() || offers(query.capability(), query.versions()));
    }

    private static boolean isUnsaidOr(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }

    private boolean offers(String capability, VersionRange range) {
        List<Capability> offered = card().getCapabilities();
        for (int i = 0; i < versions.length; i++) {
            if (offered.get(i).getName().equals(capability) && range.includes(versions[i])) {
                return true;
            }
        }
        return false;
    }

    /** 0 in the same zone, 1 in the same region, 2 elsewhere. */
    int distanceTo(AgentQuery.Near place) {
        if (!place.region().isEmpty()
                && !place.region().equals(card().getLocation().getRegion())) {
            return 2;
        }
        return place.zone().isEmpty()
                        || place.zone().equals(card().getLocation().getZone())
                ? 0
                : 1;
    }
}

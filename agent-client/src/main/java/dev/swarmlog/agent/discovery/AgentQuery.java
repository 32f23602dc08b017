package dev.swarmlog.agent.discovery;

import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.AgentCard;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Liveness;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which agents are wanted: all that is said must hold, what is left empty does not matter. Immutable; equal queries
 * are equal, so that a query may key a cache.
 *
 * @param capability the name of the capability
 * @param versions in which versions of it
 * @param tags all of which the agent must have
 * @param states in which the agent must be; by default those that can take work
 * @param atLeast how well its liveness is proven at least
 * @param near whose agents come first: same zone, then same region, then the rest
 * @param limit at most so many, the best ones
 */
public record AgentQuery(
        String capability,
        VersionRange versions,
        String serviceType,
        String region,
        String zone,
        Set<String> tags,
        double minHealth,
        Set<AgentState> states,
        Liveness atLeast,
        Near near,
        int limit) {

    /** The states in which an agent is given work. */
    public static final Set<AgentState> WORKING = Set.of(AgentState.HEALTHY, AgentState.DEGRADED);

    public static final Set<AgentState> ANY_STATE = Set.copyOf(EnumSet.allOf(AgentState.class));

    private static final Near ANYWHERE = new Near("", "");
    private static final AgentQuery ANYONE = new AgentQuery(
            "", VersionRange.ANY, "", "", "", Set.of(), 0.0, WORKING, Liveness.UNKNOWN, ANYWHERE, Integer.MAX_VALUE);

    /** A place to be near to; empty parts do not matter. */
    public record Near(String region, String zone) {}

    public AgentQuery {
        tags = Set.copyOf(tags);
        states = Set.copyOf(states);
        if (!(minHealth >= 0.0 && minHealth <= 1.0)) {
            throw new IllegalArgumentException("minHealth: 0.0 to 1.0 is expected, not " + minHealth);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("limit: 1 or more is expected, not " + limit);
        }
        if (tags.size() > Limits.TAGS_MAX) {
            throw new IllegalArgumentException("tags: at most " + Limits.TAGS_MAX + ", not " + tags.size());
        }
    }

    /** Every agent that can take work. */
    public static AgentQuery anyone() {
        return ANYONE;
    }

    /** Every agent that can take work of this capability. */
    public static AgentQuery capable(String capability) {
        return ANYONE.withCapability(capability);
    }

    public AgentQuery withCapability(String name) {
        return new AgentQuery(name, versions, serviceType, region, zone, tags, minHealth, states, atLeast, near, limit);
    }

    /** In a range of versions, as {@link VersionRange#of} reads it. */
    public AgentQuery inVersions(String range) {
        return inVersions(VersionRange.of(range));
    }

    public AgentQuery inVersions(VersionRange range) {
        return new AgentQuery(
                capability, range, serviceType, region, zone, tags, minHealth, states, atLeast, near, limit);
    }

    public AgentQuery ofServiceType(String type) {
        return new AgentQuery(capability, versions, type, region, zone, tags, minHealth, states, atLeast, near, limit);
    }

    /** Only there; an empty zone means the whole region. */
    public AgentQuery at(String inRegion, String inZone) {
        return new AgentQuery(
                capability, versions, serviceType, inRegion, inZone, tags, minHealth, states, atLeast, near, limit);
    }

    public AgentQuery tagged(String... all) {
        return tagged(List.of(all));
    }

    public AgentQuery tagged(Iterable<String> all) {
        Set<String> wanted = new HashSet<>(tags);
        all.forEach(wanted::add);
        return new AgentQuery(
                capability, versions, serviceType, region, zone, wanted, minHealth, states, atLeast, near, limit);
    }

    public AgentQuery withHealthOf(double least) {
        return new AgentQuery(
                capability, versions, serviceType, region, zone, tags, least, states, atLeast, near, limit);
    }

    public AgentQuery inStates(Set<AgentState> wanted) {
        return new AgentQuery(
                capability, versions, serviceType, region, zone, tags, minHealth, wanted, atLeast, near, limit);
    }

    /** Whose liveness is proven by this or by more. */
    public AgentQuery atLeast(Liveness proof) {
        return new AgentQuery(
                capability, versions, serviceType, region, zone, tags, minHealth, states, proof, near, limit);
    }

    /** Whoever is nearest to this place first. */
    public AgentQuery nearestTo(String aRegion, String aZone) {
        return new AgentQuery(
                capability,
                versions,
                serviceType,
                region,
                zone,
                tags,
                minHealth,
                states,
                atLeast,
                new Near(aRegion, aZone),
                limit);
    }

    public AgentQuery limitedTo(int best) {
        return new AgentQuery(
                capability, versions, serviceType, region, zone, tags, minHealth, states, atLeast, near, best);
    }

    /** Whether the agent is one of those; an index answers the same for all agents at once. */
    public boolean matches(AgentStatus status) {
        AgentCard card = status.getCard();
        return states.contains(status.getState())
                && status.getHealthScore() >= minHealth
                && status.getLiveness().compareTo(atLeast) >= 0
                && isUnsaidOr(serviceType, card.getServiceType())
                && isUnsaidOr(region, card.getLocation().getRegion())
                && isUnsaidOr(zone, card.getLocation().getZone())
                && card.getTags().containsAll(tags)
                && (capability.isEmpty() || isOfferedBy(card));
    }

    private boolean isOfferedBy(AgentCard card) {
        return card.getCapabilities().stream()
                .anyMatch(offered -> offered.getName().equals(capability) && versions.includes(offered.getVersion()));
    }

    private static boolean isUnsaidOr(String wanted, String found) {
        return wanted.isEmpty() || wanted.equals(found);
    }
}

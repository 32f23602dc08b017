package dev.swarmlog.agent.discovery;

import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All agents of an installation by what people ask for. Mutable: one thread writes; any number read meanwhile, and
 * each sees every agent either as it was before a change or as it is after.
 */
public final class AgentIndex {
    /** Names of capabilities that are remembered although nobody has them any more. */
    private static final int KNOWN_MAX = 100_000;

    private final Map<String, IndexedAgent> byId = new ConcurrentHashMap<>();
    private final Buckets byCapability = new Buckets();
    private final Buckets byServiceType = new Buckets();
    private final Buckets byTag = new Buckets();
    private final Buckets byRegion = new Buckets();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile long version;
    private volatile long membershipVersion;

    /** Agents by one of their properties; replacing an agent under a key is one step for readers. */
    private static final class Buckets {
        private final Map<String, Map<String, IndexedAgent>> byKey = new ConcurrentHashMap<>();

        Collection<IndexedAgent> of(String key) {
            Map<String, IndexedAgent> bucket = byKey.get(key);
            return bucket == null ? List.of() : bucket.values();
        }

        void change(Collection<String> before, Collection<String> after, String id, @Nullable IndexedAgent agent) {
            for (String key : before) {
                Map<String, IndexedAgent> bucket = byKey.get(key);
                if (bucket != null && !after.contains(key)) {
                    bucket.remove(id);
                    if (bucket.isEmpty()) {
                        byKey.remove(key);
                    }
                }
            }
            if (agent != null) {
                for (String key : after) {
                    byKey.computeIfAbsent(key, fresh -> new ConcurrentHashMap<>())
                            .put(id, agent);
                }
            }
        }
    }

    /** Takes in an agent's newest status. A status that is older than the one held changes nothing. */
    public boolean put(AgentStatus status) {
        IndexedAgent after = new IndexedAgent(status);
        IndexedAgent before = byId.get(after.id());
        if (before != null && isOlder(status, before.status)) {
            return false;
        }
        byId.put(after.id(), after);
        change(before, after, after.id());
        if (known.size() < KNOWN_MAX) {
            known.addAll(capabilities(after));
        }
        step(before == null
                || !before.card().equals(after.card())
                || before.status.getState() != after.status.getState());
        return true;
    }

    /** Forgets an agent. */
    public boolean remove(String agentId) {
        IndexedAgent before = byId.remove(agentId);
        if (before == null) {
            return false;
        }
        change(before, null, agentId);
        step(true);
        return true;
    }

    public Optional<AgentStatus> get(String agentId) {
        IndexedAgent found = byId.get(agentId);
        return found == null ? Optional.empty() : Optional.of(found.status);
    }

    /** The agents that match, best first: nearest, then healthiest, then least loaded. */
    public List<AgentStatus> find(AgentQuery query) {
        List<IndexedAgent> found = new ArrayList<>();
        for (IndexedAgent agent : fewestCandidates(query)) {
            if (agent.matches(query)) {
                found.add(agent);
            }
        }
        found.sort(Comparator.comparingInt((IndexedAgent agent) -> agent.distanceTo(query.near()))
                .thenComparing(IndexedAgent.BEST_FIRST));
        return found.stream().limit(query.limit()).map(agent -> agent.status).toList();
    }

    public int size() {
        return byId.size();
    }

    /** Whether anybody has had this capability since the index began: then it is worth waiting for somebody. */
    public boolean knowsCapability(String name) {
        return known.contains(name);
    }

    /** Rises with every change, so that answers can be cached until it does. */
    public long version() {
        return version;
    }

    /** Rises only when an agent comes, goes, or changes its card or state; not with health and load. */
    public long membershipVersion() {
        return membershipVersion;
    }

    private Collection<IndexedAgent> fewestCandidates(AgentQuery query) {
        Collection<IndexedAgent> fewest = byId.values();
        if (!query.capability().isEmpty()) {
            fewest = byCapability.of(query.capability());
        }
        if (!query.serviceType().isEmpty()) {
            fewest = fewer(fewest, byServiceType.of(query.serviceType()));
        }
        if (!query.region().isEmpty()) {
            fewest = fewer(fewest, byRegion.of(query.region()));
        }
        for (String tag : query.tags()) {
            fewest = fewer(fewest, byTag.of(tag));
        }
        return fewest;
    }

    private static Collection<IndexedAgent> fewer(Collection<IndexedAgent> one, Collection<IndexedAgent> other) {
        return one.size() <= other.size() ? one : other;
    }

    /** A later start of the agent wins, then the later status of the same start. */
    private static boolean isOlder(AgentStatus candidate, AgentStatus held) {
        long epoch = candidate.getCard().getEpoch();
        long heldEpoch = held.getCard().getEpoch();
        return epoch != heldEpoch ? epoch < heldEpoch : candidate.getVersion() < held.getVersion();
    }

    private void change(@Nullable IndexedAgent before, @Nullable IndexedAgent after, String id) {
        byCapability.change(capabilities(before), capabilities(after), id, after);
        byServiceType.change(serviceType(before), serviceType(after), id, after);
        byTag.change(tags(before), tags(after), id, after);
        byRegion.change(region(before), region(after), id, after);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void step(boolean membership) {
        if (membership) {
            membershipVersion++;
        }
        version++;
    }

    private static Set<String> capabilities(@Nullable IndexedAgent agent) {
        return agent == null
                ? Set.of()
                : agent.card().getCapabilities().stream()
                        .map(Capability::getName)
                        .collect(Collectors.toSet());
    }

    private static Set<String> serviceType(@Nullable IndexedAgent agent) {
        return agent == null ? Set.of() : Set.of(agent.card().getServiceType());
    }

    private static Set<String> tags(@Nullable IndexedAgent agent) {
        return agent == null ? Set.of() : agent.tags;
    }

    private static Set<String> region(@Nullable IndexedAgent agent) {
        return agent == null ? Set.of() : Set.of(agent.card().getLocation().getRegion());
    }
}

package dev.swarmlog.agent.discovery;

import dev.swarmlog.agent.core.Best;
import dev.swarmlog.v1.AgentStatus;
import dev.swarmlog.v1.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * All agents of an installation by what people ask for: a bitmap of agents per word, and-ed for a query, and the few
 * best of those picked from arrays of numbers. Mutable; one thread writes, any number read meanwhile, and each query
 * sees all agents as they were at one moment. Queries share a lock with the writer, who holds it for microseconds;
 * {@link #get} takes none.
 */
public final class AgentIndex {
    /** Names of capabilities that are remembered although nobody has them any more. */
    private static final int KNOWN_MAX = 100_000;

    private final Map<String, IndexedAgent> byId = new ConcurrentHashMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Vocabulary vocabulary = new Vocabulary();
    private final Columns columns = new Columns();
    private final QueryCache cache = new QueryCache();
    private final StampedLock lock = new StampedLock();
    private volatile long version;
    private volatile long membershipVersion;

    /** Takes in an agent's newest status. A status that is older than the one held changes nothing. */
    public boolean put(AgentStatus status) {
        String id = status.getCard().getAgentId();
        IndexedAgent before = byId.get(id);
        if (before != null && isOlder(status, before.status())) {
            return false;
        }
        Profile.Words words = Profile.Words.of(status.getCard());
        long stamp = lock.writeLock();
        try {
            boolean sameKind = before != null && before.profile().words.equals(words);
            Profile profile = before != null && sameKind ? before.profile() : vocabulary.enter(words);
            int slot = before == null ? columns.nextSlot() : before.slot();
            IndexedAgent after = IndexedAgent.of(status, profile, slot, before);
            if (!sameKind) {
                leave(before);
                profile.postings.forEach(posting -> posting.agents.add(slot));
            }
            touch(profile);
            columns.set(after, before);
            byId.put(after.id(), after);
            step(after.isOtherThan(before));
        } finally {
            lock.unlockWrite(stamp);
        }
        remember(status);
        return true;
    }

    /** Forgets an agent. */
    public boolean remove(String agentId) {
        long stamp = lock.writeLock();
        try {
            IndexedAgent before = byId.remove(agentId);
            if (before == null) {
                return false;
            }
            leave(before);
            columns.clear(before);
            step(true);
            return true;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    public Optional<AgentStatus> get(String agentId) {
        IndexedAgent found = byId.get(agentId);
        return found == null ? Optional.empty() : Optional.of(found.status());
    }

    /** The agents that match, best first: nearest, then proven to live, then healthiest, then least loaded. */
    public List<AgentStatus> find(AgentQuery query) {
        return page(query, AgentOrder.BEST_FIRST, AgentCursor.START).agents();
    }

    /** As many of the agents that match as the query's limit says, from the cursor on. */
    public AgentPage page(AgentQuery query, AgentOrder order, AgentCursor after) {
        after.check(query, order);
        QueryCache.Key key = new QueryCache.Key(query, order, after);
        AgentPage cached = cache.find(key, version);
        if (cached != null) {
            return cached;
        }
        QueryCache.Answer answer = look(query, order, after);
        cache.put(key, answer);
        return answer.page();
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

    /** The same without the cache. */
    QueryCache.Answer look(AgentQuery query, AgentOrder order, AgentCursor after) {
        long readVersion;
        Selection selection;
        Best best;
        AgentStatus[] found;
        long stamp = lock.readLock();
        try {
            readVersion = version;
            selection = new Selection(query, vocabulary, columns);
            Ranking ranking = new Ranking(query, after, columns);
            best = order == AgentOrder.BY_ID
                    ? ranking.byId(selection.agents)
                    : ranking.bestFirst(selection.agents, vocabulary);
            found = new AgentStatus[best.size()];
            for (int slot = 0; slot < found.length; slot++) {
                found[slot] = columns.at(best.who(slot)).status();
            }
        } finally {
            lock.unlockRead(stamp);
        }
        return new QueryCache.Answer(page(query, order, best, found), readVersion, selection.conditions);
    }

    /** One more than the limit was looked for, to know whether there are more. */
    private static AgentPage page(AgentQuery query, AgentOrder order, Best best, AgentStatus[] found) {
        if (found.length == 0) {
            return AgentPage.EMPTY;
        }
        int[] inOrder = best.sort();
        int shown = Math.min(found.length, query.limit());
        List<AgentStatus> agents = new ArrayList<>(shown);
        for (int i = 0; i < shown; i++) {
            agents.add(found[inOrder[i]]);
        }
        AgentCursor next = found.length > shown
                ? AgentCursor.behind(
                        query,
                        order,
                        best.score(shown - 1),
                        agents.get(shown - 1).getCard().getAgentId())
                : null;
        return new AgentPage(agents, next);
    }

    /** A later start of the agent wins, then the later status of the same start. */
    private static boolean isOlder(AgentStatus candidate, AgentStatus held) {
        long epoch = candidate.getCard().getEpoch();
        long heldEpoch = held.getCard().getEpoch();
        return epoch != heldEpoch ? epoch < heldEpoch : candidate.getVersion() < held.getVersion();
    }

    private void leave(@Nullable IndexedAgent agent) {
        if (agent != null) {
            agent.profile().postings.forEach(posting -> posting.agents.remove(agent.slot()));
            touch(agent.profile());
            vocabulary.leave(agent.profile());
        }
    }

    /** Before the version rises, or somebody would take an outdated answer for one of the new version. */
    private void touch(Profile profile) {
        for (Posting posting : profile.postings) {
            posting.changedAt = version + 1;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void step(boolean membership) {
        if (membership) {
            membershipVersion++;
        }
        version++;
    }

    private void remember(AgentStatus status) {
        if (known.size() < KNOWN_MAX) {
            for (Capability capability : status.getCard().getCapabilities()) {
                known.add(capability.getName());
            }
        }
    }
}

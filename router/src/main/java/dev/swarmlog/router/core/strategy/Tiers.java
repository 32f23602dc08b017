package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the agents that one kind of message can go to, as pools that are tried one after the other.
 * The last holds all of them; those before it are parts of it that are preferred: by content, by zone, by task. Where
 * nothing is preferred there is one pool, and the others cost nothing.
 *
 * <p>A task's own part: where there are many agents for each task, a task sends to every n-th agent first, and to others
 * only once its own are busy. Each agent belongs to one task, and all tasks have equally many (but for one), so load stays
 * as even as that of the tasks; and the one task that sends to an agent knows all that it has in flight, also where tasks
 * run in different processes (Finagle's deterministic aperture, without its overlap, since here nobody holds connections).
 */
public final class Tiers {
    private final AgentLoads loads;
    private final Strategies strategies;
    private final Place place;
    private final Preference preference;
    private final Object scope;
    private final InFlight inFlight = new InFlight();
    private Map<String, AgentPool> byKind = new LinkedHashMap<>();
    private AgentPool[] tiers;
    private AgentPool chosenFrom;

    /** Which of how many tasks this is. */
    public record Place(int task, int tasks) {
        public static final Place ALONE = new Place(0, 1);
    }

    /** How a candidate stood in its strategy's eyes; lower is better. */
    public record Candidate(String agentId, double score) {}

    /** With what is asked for, by which affinities are told apart. */
    public Tiers(AgentLoads loads, Strategies strategies, Place place, Preference preference, Object scope) {
        this.loads = loads;
        this.strategies = strategies;
        this.place = place;
        this.preference = preference;
        this.scope = scope;
        AgentPool nobody = new AgentPool(loads, strategies.create(preference.strategy(), scope, inFlight));
        tiers = new AgentPool[] {nobody};
        chosenFrom = nobody;
    }

    /** The members by id, in place of those before. */
    public void seat(List<Seat> members) {
        inFlight.forgetIdle();
        Map<String, AgentPool> next = new LinkedHashMap<>();
        List<Seat> all = preference.strategy() == StrategyName.PRIORITY
                ? preference.urgency().admitted(members)
                : members;
        if (!preference.facets().isEmpty()) {
            prefer(next, "content", ContentBased.best(all, preference.facets()), all);
        }
        if (preference.strategy() == StrategyName.PRIORITY) {
            prefer(next, "healthy", preference.urgency().preferred(all), all);
        }
        nearFirst(next, "all", all);
        byKind = next;
        tiers = next.values().toArray(new AgentPool[0]);
        chosenFrom = tiers[tiers.length - 1];
    }

    private void prefer(Map<String, AgentPool> next, String kind, List<Seat> part, List<Seat> all) {
        if (!part.isEmpty() && part.size() < all.size()) {
            nearFirst(next, kind, part);
        }
    }

    private void nearFirst(Map<String, AgentPool> next, String kind, List<Seat> seats) {
        String zone = preference.zone();
        if (!zone.isEmpty()) {
            List<Seat> near = seats.stream()
                    .filter(seat -> zone.equals(seat.traits().zone()))
                    .toList();
            if (!near.isEmpty() && near.size() < seats.size()) {
                ownFirst(next, kind + " near", near);
            }
        }
        ownFirst(next, kind, seats);
    }

    private void ownFirst(Map<String, AgentPool> next, String kind, List<Seat> seats) {
        boolean many =
                place.tasks() > 1 && seats.size() >= (long) strategies.terms().subsetMin() * place.tasks();
        if (many && preference.strategy().goesByLoad()) {
            List<Seat> own = new ArrayList<>();
            for (int i = place.task(); i < seats.size(); i += place.tasks()) {
                // Only until it is busy: waiting there while others are idle would help nobody.
                own.add(seats.get(i)
                        .reserving(seats.get(i).capacity() - seats.get(i).concurrency()));
            }
            tier(next, kind + " own", own);
        }
        tier(next, kind, seats);
    }

    /** The same pool as before for the same kind of tier: what its strategy learned still holds. */
    private void tier(Map<String, AgentPool> next, String kind, List<Seat> seats) {
        AgentPool known = byKind.get(kind);
        AgentPool pool = known != null
                ? known
                : new AgentPool(loads, strategies.create(preference.strategy(), List.of(scope, kind), inFlight));
        pool.seat(seats);
        next.put(kind, pool);
    }

    public int size() {
        return all().size();
    }

    /** All agents, for who asks more than one of them. */
    public List<Seat> seats() {
        return all().seats();
    }

    /** Whether any seat may have room. */
    public boolean mayHaveRoom() {
        for (AgentPool tier : tiers) {
            if (tier.mayHaveRoom()) {
                return true;
            }
        }
        return false;
    }

    /** Whether any seat may have room that none of these agents has. */
    public boolean mayHaveRoomBeside(Set<String> agents) {
        return all().mayHaveRoomBeside(agents);
    }

    /** Whether the agent may have room. */
    public boolean mayHaveRoom(String agentId) {
        return all().isOpen(agentId);
    }

    public boolean has(String agentId) {
        return all().has(agentId);
    }

    /** How many of these agents have a seat here. */
    public int countOf(Set<String> agents) {
        return all().countOf(agents);
    }

    /** The agent's seat, if it has room; else null. */
    public @Nullable Seat open(String agentId, long nowMs) {
        return all().open(agentId, nowMs);
    }

    /** Looks at all closed seats again. */
    public void reopen(long nowMs) {
        for (AgentPool tier : tiers) {
            tier.reopen(nowMs);
        }
    }

    /** The same, and where many are closed at a part of them, in turn. */
    public void lookAround(long nowMs) {
        for (AgentPool tier : tiers) {
            tier.lookAround(nowMs);
        }
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    public boolean reopen(String agentId, long nowMs) {
        boolean room = false;
        for (AgentPool tier : tiers) {
            room |= tier.reopen(agentId, nowMs);
        }
        return room;
    }

    /** A message of this pool began to be the agent's work in flight (1), or is so no more (-1). */
    public void counted(String agentId, int change) {
        inFlight.of(agentId).messages += change;
        for (AgentPool tier : tiers) {
            tier.counted(agentId, change);
        }
    }

    /** What became of work of this pool. */
    public void learned(String agentId, boolean success, long latencyMs, long nowMs) {
        Strategy.Lesson lesson = new Strategy.Lesson(success, latencyMs, nowMs);
        for (AgentPool tier : tiers) {
            tier.learned(agentId, lesson);
        }
    }

    /** A seat with room for what is wished; null when there is none. */
    public @Nullable Seat pick(Wish wish) {
        for (AgentPool tier : tiers) {
            Seat picked = tier.pick(wish);
            if (picked != null) {
                chosenFrom = tier;
                return picked;
            }
        }
        chosenFrom = all();
        return null;
    }

    /** How likely the last pick was, if its wish was to be explained. */
    public double propensity() {
        return chosenFrom.propensity();
    }

    /** Some that the last pick could have chosen, as they stand now: as many as there are up to the bound, from the start. */
    public List<Candidate> candidates(int max, long nowMs) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < Math.min(max, chosenFrom.size()); i++) {
            candidates.add(new Candidate(chosenFrom.seat(i).agentId(), chosenFrom.score(i, nowMs)));
        }
        return candidates;
    }

    private AgentPool all() {
        return tiers[tiers.length - 1];
    }
}

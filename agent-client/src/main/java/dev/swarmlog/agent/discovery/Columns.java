package dev.swarmlog.agent.discovery;

import dev.swarmlog.agent.core.NameOrder;
import dev.swarmlog.v1.AgentState;
import dev.swarmlog.v1.Liveness;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Mutable: what ranking and filtering need of each agent, by its slot. A slot that becomes free is given away again. */
final class Columns {
    final RoaringBitmap everybody = new RoaringBitmap();
    final NameOrder names = new NameOrder();
    private final Map<AgentState, RoaringBitmap> byState = new EnumMap<>(AgentState.class);
    private final Map<Liveness, RoaringBitmap> byLiveness = new EnumMap<>(Liveness.class);

    @Nullable
    IndexedAgent[] agents = new @Nullable IndexedAgent[16];

    double[] health = new double[16];
    long[] rank = new long[16];
    private int[] free = new int[16];
    private int freeCount;
    private int used;

    Columns() {
        for (AgentState state : AgentState.values()) {
            byState.put(state, new RoaringBitmap());
        }
        for (Liveness liveness : Liveness.values()) {
            byLiveness.put(liveness, new RoaringBitmap());
        }
    }

    /** A slot that is free; it stays so until somebody is set there. */
    int nextSlot() {
        return freeCount > 0 ? free[freeCount - 1] : used;
    }

    RoaringBitmap in(AgentState state) {
        return of(byState, state);
    }

    RoaringBitmap provenBy(Liveness liveness) {
        return of(byLiveness, liveness);
    }

    IndexedAgent at(int slot) {
        IndexedAgent agent = agents[slot];
        if (agent == null) {
            throw new IllegalStateException("nobody in slot " + slot);
        }
        return agent;
    }

    void set(IndexedAgent agent, @Nullable IndexedAgent before) {
        int slot = agent.slot();
        if (before == null) {
            take(slot);
            everybody.add(slot);
            names.add(agent.id(), slot);
        } else {
            unmark(before, agent);
        }
        agents[slot] = agent;
        health[slot] = agent.status().getHealthScore();
        rank[slot] = Rank.of(agent.status());
        in(agent.status().getState()).add(slot);
        provenBy(agent.status().getLiveness()).add(slot);
    }

    void clear(IndexedAgent agent) {
        int slot = agent.slot();
        everybody.remove(slot);
        names.remove(agent.id());
        unmark(agent, null);
        agents[slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, 2 * freeCount);
        }
        free[freeCount++] = slot;
    }

    private void unmark(IndexedAgent before, @Nullable IndexedAgent after) {
        if (after == null || after.status().getState() != before.status().getState()) {
            in(before.status().getState()).remove(before.slot());
        }
        if (after == null || after.status().getLiveness() != before.status().getLiveness()) {
            provenBy(before.status().getLiveness()).remove(before.slot());
        }
    }

    private void take(int slot) {
        if (freeCount > 0) {
            freeCount--;
            return;
        }
        used = slot + 1;
        if (used > agents.length) {
            int length = 2 * agents.length;
            agents = Arrays.copyOf(agents, length);
            health = Arrays.copyOf(health, length);
            rank = Arrays.copyOf(rank, length);
        }
    }

    private static <K> RoaringBitmap of(Map<K, RoaringBitmap> all, K key) {
        RoaringBitmap found = all.get(key);
        if (found == null) {
            throw new IllegalStateException("no bitmap for " + key);
        }
        return found;
    }
}

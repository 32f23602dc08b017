package dev.swarmlog.router.core.balance;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the messages that no agent has room for, in line by pool, highest priority first and then
 * in the order of their arrival.
 */
public final class WaitingRoom<G extends WaitingRoom.Guest> {
    private final Map<AgentPool, TreeSet<G>> lines = new HashMap<>();
    private final int guestsMax;
    private int size;

    /** A message in line. Guests are in order by rank, which is theirs alone. */
    public interface Guest extends Comparable<Guest> {
        AgentPool pool();

        long rank();

        @Override
        default int compareTo(Guest other) {
            return Long.compare(rank(), other.rank());
        }
    }

    public WaitingRoom(int guestsMax) {
        this.guestsMax = guestsMax;
    }

    /** A rank: lower goes first. Arrivals are numbered. */
    public static long rank(int priority, long arrival) {
        return ((long) (Byte.MAX_VALUE - priority) << 48) | arrival;
    }

    public boolean hasRoom() {
        return size < guestsMax;
    }

    public int size() {
        return size;
    }

    /** Takes in the guest, also beyond the limit: that is for newcomers, not for those who come back from an agent. */
    public void enter(G guest) {
        if (lines.computeIfAbsent(guest.pool(), fresh -> new TreeSet<>()).add(guest)) {
            size++;
        }
    }

    public void leave(G guest) {
        TreeSet<G> line = lines.get(guest.pool());
        if (line != null && line.remove(guest)) {
            size--;
            if (line.isEmpty()) {
                lines.remove(guest.pool());
            }
        }
    }

    /** Who goes next among those whose pool passes; null for nobody. */
    public @Nullable G next(Predicate<AgentPool> canTakeOne) {
        G best = null;
        for (Map.Entry<AgentPool, TreeSet<G>> line : lines.entrySet()) {
            G first = line.getValue().first();
            if ((best == null || first.rank() < best.rank()) && canTakeOne.test(line.getKey())) {
                best = first;
            }
        }
        return best;
    }

    /** The pools in which somebody waits. */
    public Iterator<AgentPool> pools() {
        return lines.keySet().iterator();
    }

    public int lines() {
        return lines.size();
    }
}

package dev.swarmlog.router.core.balance;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the messages that no agent has room for, in line by pool, highest priority first and then
 * in the order of their arrival.
 */
public final class WaitingRoom<P, G extends WaitingRoom.Guest<P>> {
    private final Map<P, TreeSet<G>> lines = new HashMap<>();
    private final int guestsMax;
    private final long bytesMax;
    private int size;
    private long bytes;

    /** A message in line. Guests are in order by rank, which is theirs alone. */
    public interface Guest<P> extends Comparable<Guest<P>> {
        P pool();

        long rank();

        int bytes();

        @Override
        default int compareTo(Guest<P> other) {
            return Long.compare(rank(), other.rank());
        }
    }

    public WaitingRoom(int guestsMax, long bytesMax) {
        this.guestsMax = guestsMax;
        this.bytesMax = bytesMax;
    }

    /** A rank: lower goes first. Arrivals are numbered. */
    public static long rank(int priority, long arrival) {
        return ((long) (Byte.MAX_VALUE - priority) << 48) | arrival;
    }

    public boolean hasRoom() {
        return size < guestsMax && bytes < bytesMax;
    }

    public int size() {
        return size;
    }

    /** Takes in the guest, also beyond the limits: they are for newcomers, not for those who come back from an agent. */
    public void enter(G guest) {
        if (lines.computeIfAbsent(guest.pool(), fresh -> new TreeSet<>()).add(guest)) {
            size++;
            bytes += guest.bytes();
        }
    }

    public void leave(G guest) {
        TreeSet<G> line = lines.get(guest.pool());
        if (line != null && line.remove(guest)) {
            size--;
            bytes -= guest.bytes();
            if (line.isEmpty()) {
                lines.remove(guest.pool());
            }
        }
    }

    /** Who goes next among those whose pool passes; null for nobody. */
    public @Nullable G next(Predicate<P> canTakeOne) {
        G best = null;
        for (Map.Entry<P, TreeSet<G>> line : lines.entrySet()) {
            G first = line.getValue().first();
            if ((best == null || first.rank() < best.rank()) && canTakeOne.test(line.getKey())) {
                best = first;
            }
        }
        return best;
    }

    /** The pools for which somebody waits. */
    public Set<P> pools() {
        return lines.keySet();
    }
}

package dev.swarmlog.router.core.balance;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the messages that no agent has room for, in line by pool, each in its {@link Turn}.
 *
 * <p>The first of every line stand in order, too, all together and by the capability that they ask for. So whom a freed
 * agent may serve next costs no look at the lines that are none of its business, however many there are.
 *
 * <p>A line may be as long as there are places left, so one alone takes half of the room and k take k of k+1 parts of it:
 * there is always room for one more line, whatever fills the others (dynamic thresholds, Choudhury and Hahne, 1998).
 */
public final class WaitingRoom<P, G extends WaitingRoom.Guest<P>> {
    private final Map<P, Line<G>> lines = new HashMap<>();
    private final TreeSet<G> firsts = new TreeSet<>();
    private final Map<String, TreeSet<G>> firstsByCapability = new HashMap<>();
    private final int guestsMax;
    private final long bytesMax;
    private final Map<P, Away> away = new HashMap<>();
    private final Pace pace;
    private int guestsAway;
    private long bytesAway;
    private int size;
    private int places;
    private long bytes;

    /** A message in line. Guests are in order by their turns, and those that came with one record by their keys. */
    public interface Guest<P> extends Comparable<Guest<P>> {
        P pool();

        /** What the pool's agents have in common. */
        String capability();

        Turn turn();

        String key();

        int bytes();

        /** What it takes of the room; nothing where its whole has come in already. */
        default int places() {
            return 1;
        }

        @Override
        default int compareTo(Guest<P> other) {
            int byTurn = turn().compareTo(other.turn());
            return byTurn != 0 ? byTurn : key().compareTo(other.key());
        }
    }

    private static final class Line<G> {
        private final TreeSet<G> guests = new TreeSet<>();
        private final Pace pace;
        private long bytes;

        private Line(long nowMs) {
            pace = new Pace(nowMs);
        }
    }

    /** Those of one line who have left it and will be back. */
    private static final class Away {
        private int guests;
        private long bytes;
    }

    public WaitingRoom(int guestsMax, long bytesMax, long nowMs) {
        this.pace = new Pace(nowMs);
        this.guestsMax = guestsMax;
        this.bytesMax = bytesMax;
    }

    /**
     * Whether a newcomer may go to the pool's agents, if they have room: not while as many as the room holds, or as this
     * pool's part of it, have been sent away by agents and will be back.
     */
    public boolean mayBegin(P pool) {
        if (guestsAway == 0) {
            return true;
        }
        Away of = away.get(pool);
        int own = of == null ? 0 : of.guests;
        long ownBytes = of == null ? 0 : of.bytes;
        return own < guestsMax - guestsAway && ownBytes < bytesMax - bytesAway;
    }

    /** The guest was sent away by an agent, and will be back after a while. */
    public void sentAway(G guest) {
        Away of = away.computeIfAbsent(guest.pool(), fresh -> new Away());
        of.guests++;
        of.bytes += guest.bytes();
        guestsAway++;
        bytesAway += guest.bytes();
    }

    /** The guest is back, or over. */
    public void back(G guest) {
        Away of = away.get(guest.pool());
        if (of != null) {
            of.guests--;
            of.bytes -= guest.bytes();
            guestsAway--;
            bytesAway -= guest.bytes();
            if (of.guests == 0) {
                away.remove(guest.pool());
            }
        }
    }

    /** Whether a newcomer may join the pool's line. */
    public boolean hasRoom(P pool) {
        if (places >= guestsMax || bytes >= bytesMax) {
            return false;
        }
        Line<G> line = lines.get(pool);
        return line == null || (line.guests.size() < guestsMax - places && line.bytes < bytesMax - bytes);
    }

    /** How long half of those take to leave, at their pace of late, that keep a newcomer to the pool's line out. */
    public long halfGoneInMs(P pool, long nowMs) {
        Line<G> line = lines.get(pool);
        return line == null || places >= guestsMax || bytes >= bytesMax
                ? pace.timeForMs((places + 1) / 2, nowMs)
                : line.pace.timeForMs((line.guests.size() + 1) / 2, nowMs);
    }

    public int size() {
        return size;
    }

    public long bytes() {
        return bytes;
    }

    /** Takes in the guest, also beyond the limits: they are for newcomers, not for those who come back from an agent. */
    public void enter(G guest, long nowMs) {
        Line<G> line = lines.computeIfAbsent(guest.pool(), fresh -> new Line<>(nowMs));
        G firstBefore = line.guests.isEmpty() ? null : line.guests.first();
        if (line.guests.add(guest)) {
            line.bytes += guest.bytes();
            size++;
            places += guest.places();
            bytes += guest.bytes();
            first(firstBefore, line);
        }
    }

    public void leave(G guest, long nowMs) {
        Line<G> line = lines.get(guest.pool());
        if (line == null || line.guests.isEmpty()) {
            return;
        }
        G firstBefore = line.guests.first();
        if (line.guests.remove(guest)) {
            line.pace.left(nowMs);
            pace.left(nowMs);
            line.bytes -= guest.bytes();
            size--;
            places -= guest.places();
            bytes -= guest.bytes();
            first(firstBefore, line);
            if (line.guests.isEmpty()) {
                lines.remove(guest.pool());
            }
        }
    }

    /** Keeps the order of those who stand first. */
    private void first(@Nullable G before, Line<G> line) {
        G now = line.guests.isEmpty() ? null : line.guests.first();
        if (Objects.equals(now, before)) {
            return;
        }
        if (before != null) {
            firsts.remove(before);
            TreeSet<G> alike = firstsByCapability.get(before.capability());
            if (alike != null && alike.remove(before) && alike.isEmpty()) {
                firstsByCapability.remove(before.capability());
            }
        }
        if (now != null) {
            firsts.add(now);
            firstsByCapability
                    .computeIfAbsent(now.capability(), fresh -> new TreeSet<>())
                    .add(now);
        }
    }

    /** Whose turn it is of those who stand first in their lines; null for nobody. */
    public @Nullable G first() {
        return firsts.isEmpty() ? null : firsts.first();
    }

    /** Whose turn it is after this one, who may have left: so a walk meets each line again when its first has gone on. */
    public @Nullable G after(G guest) {
        return firsts.higher(guest);
    }

    /** Whose turn it is among those who ask for one of the capabilities and who pass; null for nobody. */
    public @Nullable G first(Collection<String> capabilities, Predicate<G> canGo) {
        G best = null;
        for (String capability : capabilities) {
            TreeSet<G> alike = firstsByCapability.get(capability);
            G found = alike == null ? null : first(alike, best, canGo);
            best = found == null ? best : found;
        }
        return best;
    }

    private @Nullable G first(SortedSet<G> inOrder, @Nullable G toBeat, Predicate<G> canGo) {
        for (G guest : inOrder) {
            if (toBeat != null && guest.compareTo(toBeat) >= 0) {
                return null;
            }
            if (canGo.test(guest)) {
                return guest;
            }
        }
        return null;
    }

    /** The pools for which somebody waits. */
    public Set<P> pools() {
        return lines.keySet();
    }
}

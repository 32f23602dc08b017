package dev.swarmlog.coordinator.core.colony;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: a swarm's leave to spend. Each errand needs a ticket, which is a reservation in a budget; without
 * one it does not begin.
 *
 * <pre>
 *   asked --granted--> held --taken--> out --ended, or overdue--> settled
 *     |                  +--needed no more--> given back
 *     +--refused
 * </pre>
 *
 * <p>While the swarm itself has reserved something, a refusal says that there is no room for more at once: then no more are
 * in use than were. Where it has not, nothing begins any more.
 */
public final class Purse {
    /** So many tickets are asked for at once. */
    static final int ASKED_MAX = 256;

    /** A budget that was removed meanwhile answers nobody; the same ticket may be asked for again. */
    static final long AGAIN_MS = 60_000;

    /** By their numbers, and when. */
    private final Map<Long, Long> asked = new TreeMap<>();

    private final Deque<Ticket> held = new ArrayDeque<>();
    private final Map<String, Spending> out = new TreeMap<>();
    private long next;
    private int inUseMax = Integer.MAX_VALUE;
    private String refusal = "";

    /**
     * Leave to begin one errand.
     *
     * @param capability that the budget wants asked instead; empty for the one that was meant
     */
    public record Ticket(long number, String capability) {}

    /** An errand under way, by its ticket. */
    public record Spending(long ticket, long sinceMs) {}

    /** The numbers of tickets to ask for, where so many errands could begin. */
    public List<Long> ask(int errands, long nowMs) {
        List<Long> numbers = new ArrayList<>();
        for (Map.Entry<Long, Long> each : asked.entrySet()) {
            if (nowMs - each.getValue() >= AGAIN_MS) {
                each.setValue(nowMs);
                numbers.add(each.getKey());
            }
        }
        int missing = Math.min(Math.min(errands, ASKED_MAX) - asked.size() - held.size(), inUseMax - inUse());
        for (; missing > 0; missing--) {
            asked.put(next, nowMs);
            numbers.add(next++);
        }
        return numbers;
    }

    private int inUse() {
        return asked.size() + held.size() + out.size();
    }

    /** False where it was not asked for, or was answered before. */
    public boolean granted(Ticket ticket) {
        return asked.remove(ticket.number()) != null && held.add(ticket);
    }

    public boolean refused(long number, String why) {
        if (asked.remove(number) == null) {
            return false;
        }
        inUseMax = inUse();
        refusal = inUseMax == 0 ? why : "";
        return true;
    }

    /** How many errands may begin. */
    public int held() {
        return held.size();
    }

    /** Lets an errand begin. */
    public Ticket take(String errand, long nowMs) {
        Ticket ticket = held.removeFirst();
        out.put(errand, new Spending(ticket.number(), nowMs));
        return ticket;
    }

    /** Null where no such errand is out. */
    public @Nullable Spending ended(String errand) {
        return out.remove(errand);
    }

    /** Errands of which nothing was heard since. */
    public List<Spending> overdue(long sinceMs) {
        List<Spending> overdue = new ArrayList<>();
        out.values().removeIf(each -> each.sinceMs() <= sinceMs && overdue.add(each));
        return overdue;
    }

    /** Tickets that are given back, where so many errands could begin. */
    public List<Long> spare(int errands) {
        List<Long> spare = new ArrayList<>();
        while (held.size() > errands) {
            spare.add(held.removeLast().number());
        }
        return spare;
    }

    /** Why nothing is to come any more: the budget said no, and all that had begun has ended. Null while it goes on. */
    public @Nullable String end() {
        return refusal.isEmpty() ? null : refusal;
    }

    /** All tickets that nobody will take any more; what is out is {@link #overdue}. */
    public List<Long> close() {
        List<Long> left = new ArrayList<>(asked.keySet());
        held.forEach(ticket -> left.add(ticket.number()));
        asked.clear();
        held.clear();
        return left;
    }

    void write(StateWriter to) {
        to.large(next).whole(inUseMax).text(refusal).whole(asked.size());
        asked.forEach((number, atMs) -> to.large(number).large(atMs));
        to.whole(held.size());
        held.forEach(ticket -> to.large(ticket.number()).text(ticket.capability()));
        to.whole(out.size());
        out.forEach((errand, it) -> to.text(errand).large(it.ticket()).large(it.sinceMs()));
    }

    static Purse read(StateReader from) {
        Purse purse = new Purse();
        purse.next = from.large();
        purse.inUseMax = from.whole();
        purse.refusal = from.text();
        for (int left = from.whole(); left > 0; left--) {
            purse.asked.put(from.large(), from.large());
        }
        for (int left = from.whole(); left > 0; left--) {
            purse.held.add(new Ticket(from.large(), from.text()));
        }
        for (int left = from.whole(); left > 0; left--) {
            purse.out.put(from.text(), new Spending(from.large(), from.large()));
        }
        return purse;
    }
}

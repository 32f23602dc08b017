package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.guard.AgentGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the agents that one kind of message can go to, by the number of their seat.
 *
 * <p>Seats found full are closed until work of theirs comes back or somebody looks again, so a choice among the open ones
 * costs the same however many agents there are, also when most of them are full. Each choice looks again at a few closed
 * ones in turn, for work that other pools and tasks gave those agents may have come back.
 */
public final class AgentPool {
    private static final int LOOKS = 2;

    private final AgentLoads loads;
    private final Strategy strategy;
    private final Map<String, Integer> numbers = new HashMap<>();
    private Seat[] seats = {};
    /** The numbers of all seats, the open ones first, and where each number stands. */
    private int[] order = {};

    private int[] places = {};
    private int open;
    private int lookedAt;

    public AgentPool(AgentLoads loads, Strategy strategy) {
        this.loads = loads;
        this.strategy = strategy;
    }

    /** The members, in place of those before. */
    public void seat(List<Seat> members) {
        seats = members.toArray(new Seat[0]);
        order = new int[seats.length];
        places = new int[seats.length];
        numbers.clear();
        for (int i = 0; i < seats.length; i++) {
            numbers.put(seats[i].agentId(), i);
            order[i] = i;
            places[i] = i;
        }
        open = seats.length;
        strategy.seated(this);
    }

    public int size() {
        return seats.length;
    }

    Seat seat(int number) {
        return seats[number];
    }

    /** How many seats are open. */
    int open() {
        return open;
    }

    /** The number of an open seat; they stand in no order. */
    int openAt(int place) {
        return order[place];
    }

    /** Whether any seat may have room. */
    public boolean mayHaveRoom() {
        return open > 0;
    }

    /** Compares the members by how often they succeed of late. */
    public void compare(long nowMs) {
        List<AgentGuard> guards = new ArrayList<>(seats.length);
        for (Seat seat : seats) {
            guards.add(seat.load().guard());
        }
        loads.compare(guards, nowMs);
    }

    /** Whether any seat may have room that none of these agents has. */
    public boolean mayHaveRoomBeside(Set<String> agents) {
        int openOfThose = 0;
        for (String agentId : agents) {
            int number = numberOf(agentId);
            openOfThose += number != Strategy.NONE && isOpen(number) ? 1 : 0;
        }
        return open > openOfThose;
    }

    public boolean has(String agentId) {
        return numbers.containsKey(agentId);
    }

    /** How many of these agents have a seat here. */
    public int countOf(Set<String> agents) {
        int count = 0;
        for (String agentId : agents) {
            count += numbers.containsKey(agentId) ? 1 : 0;
        }
        return count;
    }

    /** Whose seats these are, in the order of their names. */
    public List<String> members() {
        return numbers.keySet().stream().sorted().toList();
    }

    /** The agent's seat, if it has room; else null. */
    public @Nullable Seat open(String agentId) {
        return reopen(agentId) ? seats[numberOf(agentId)] : null;
    }

    /** Looks at all closed seats again: other tasks' work may have come back, too. */
    public void reopen() {
        for (int place = open; place < order.length; place++) {
            reopenIfFree(order[place]);
        }
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    public boolean reopen(String agentId) {
        int number = numberOf(agentId);
        if (number == Strategy.NONE || !hasRoom(number)) {
            return false;
        }
        if (!isOpen(number)) {
            opened(number);
        }
        return true;
    }

    /** A seat with room for what is wished; null when there is none. */
    public @Nullable Seat pick(Wish wish) {
        lookAgain();
        if (wish.avoid().isEmpty()) {
            return pickOpen(wish);
        }
        for (String avoided : wish.avoid()) {
            int number = numberOf(avoided);
            if (number != Strategy.NONE && isOpen(number)) {
                closed(number);
            }
        }
        Seat picked = pickOpen(wish);
        for (String avoided : wish.avoid()) {
            reopen(avoided);
        }
        return picked;
    }

    private @Nullable Seat pickOpen(Wish wish) {
        while (open > 0) {
            int choice = strategy.choose(this, wish);
            if (choice == Strategy.NONE) {
                return null;
            }
            if (hasRoom(choice)) {
                return seats[choice];
            }
            closed(choice);
        }
        return null;
    }

    private void lookAgain() {
        int shut = order.length - open;
        for (int i = 0; i < LOOKS && i < shut; i++) {
            lookedAt = lookedAt + 1 < order.length ? lookedAt + 1 : open;
            reopenIfFree(order[Math.max(lookedAt, open)]);
        }
    }

    private void reopenIfFree(int number) {
        if (hasRoom(number)) {
            opened(number);
        }
    }

    private boolean hasRoom(int number) {
        return loads.hasRoom(seats[number]);
    }

    private int numberOf(String agentId) {
        Integer number = numbers.get(agentId);
        return number == null ? Strategy.NONE : number;
    }

    private boolean isOpen(int number) {
        return places[number] < open;
    }

    private void opened(int number) {
        swap(places[number], open++);
        strategy.opened(number);
    }

    private void closed(int number) {
        swap(places[number], --open);
        strategy.closed(number);
    }

    private void swap(int one, int other) {
        int mover = order[one];
        order[one] = order[other];
        order[other] = mover;
        places[order[one]] = one;
        places[mover] = other;
    }
}

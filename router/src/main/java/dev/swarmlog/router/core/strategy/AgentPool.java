package dev.swarmlog.router.core.strategy;

import dev.swarmlog.router.core.balance.AgentLoads;
import dev.swarmlog.router.core.balance.Seat;
import dev.swarmlog.router.core.guard.AgentGuard;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the agents that one kind of message can go to, by the number of their seat.
 *
 * <p>Seats found full, or with something against them, are closed until work of theirs comes back or somebody looks again.
 * So a choice among the open ones costs the same however many agents there are, also when most of them are full. Each
 * choice looks again at a few closed ones in turn, for work that other pools and tasks gave those agents may have come back.
 *
 * <p>Panic: when more than half of the pool is ejected for doing worse than others, that verdict says more of the judge, or
 * of what all have in common, than of the agents, and the few that are left would be overrun. Then it counts for nothing.
 */
public final class AgentPool {
    private static final int LOOKS = 2;

    /** How many closed ones somebody who looks around looks at: all of ten thousand, each time, took a fifth of the router. */
    private static final int LOOKS_AROUND = 200;

    private final AgentLoads loads;
    private final Strategy strategy;
    private final Map<String, Integer> numbers = new HashMap<>();
    private Seat[] seats = {};
    /** The numbers of all seats, the open ones first, and where each number stands. */
    private int[] order = {};

    private int[] places = {};
    private int open;
    private int lookedAt;
    private int surveyed;
    private boolean[] ejected = {};
    private int ejectedSeats;
    private double propensity = 1;

    public AgentPool(AgentLoads loads, Strategy strategy) {
        this.loads = loads;
        this.strategy = strategy;
    }

    /** The members by id, in place of those before. */
    public void seat(List<Seat> members) {
        seats = members.toArray(new Seat[0]);
        order = new int[seats.length];
        places = new int[seats.length];
        ejected = new boolean[seats.length];
        ejectedSeats = 0;
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

    public List<Seat> seats() {
        return Arrays.asList(seats);
    }

    Seat seat(int number) {
        return seats[number];
    }

    int numberOf(String agentId) {
        Integer number = numbers.get(agentId);
        return number == null ? Strategy.NONE : number;
    }

    /** How many seats are open. */
    int open() {
        return open;
    }

    /** The number of an open seat; they stand in no order. */
    int openAt(int place) {
        return order[place];
    }

    boolean isOpen(String agentId) {
        int number = numberOf(agentId);
        return number != Strategy.NONE && isOpen(number);
    }

    boolean isOpen(int number) {
        return places[number] < open;
    }

    /** Whether any seat may have room. */
    public boolean mayHaveRoom() {
        return open > 0;
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

    /** The agent's seat, if it has room; else null. */
    @Nullable
    Seat open(String agentId, long nowMs) {
        if (!reopen(agentId, nowMs)) {
            return null;
        }
        Seat seat = seats[numberOf(agentId)];
        return seat.load().enter(nowMs) ? seat : null;
    }

    /** Looks at all closed seats again: other tasks' work may have come back, too. */
    public void reopen(long nowMs) {
        for (int place = open; place < order.length; place++) {
            reopenIfFree(order[place], nowMs);
        }
    }

    /** The same, and where many are closed at a part of them, in turn. */
    public void lookAround(long nowMs) {
        if (order.length - open <= LOOKS_AROUND) {
            reopen(nowMs);
        } else {
            lookAtClosed(LOOKS_AROUND, nowMs);
        }
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    public boolean reopen(String agentId, long nowMs) {
        int number = numberOf(agentId);
        if (number == Strategy.NONE || !isFree(number, nowMs)) {
            return false;
        }
        if (!isOpen(number)) {
            opened(number);
        }
        return true;
    }

    /** A message of this pool is the agent's work from now on (1), or not any more (-1). */
    void counted(String agentId, int change) {
        strategy.counted(this, agentId, change);
    }

    void learned(String agentId, Strategy.Lesson lesson) {
        int number = numberOf(agentId);
        if (number != Strategy.NONE) {
            strategy.learned(this, number, lesson);
        }
    }

    /** A seat with room for what is wished; null when there is none. */
    public @Nullable Seat pick(Wish wish) {
        lookAgain(wish.nowMs());
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
            reopen(avoided, wish.nowMs());
        }
        return picked;
    }

    /** How likely the last pick was, if its wish was to be explained. */
    double propensity() {
        return propensity;
    }

    double score(int number, long nowMs) {
        return strategy.score(this, number, nowMs);
    }

    private @Nullable Seat pickOpen(Wish wish) {
        while (open > 0) {
            int choice = strategy.choose(this, wish);
            if (isFree(choice, wish.nowMs())) {
                propensity = wish.explained() ? strategy.propensity(this, choice, wish.nowMs()) : 1;
                if (seats[choice].load().enter(wish.nowMs())) {
                    return seats[choice];
                }
            }
            closed(choice);
        }
        return null;
    }

    private void lookAgain(long nowMs) {
        if (seats.length > 0) {
            // Who is ejected is hardly ever chosen, so that has to be found out otherwise.
            surveyed = surveyed + 1 < seats.length ? surveyed + 1 : 0;
            isOut(surveyed, nowMs);
        }
        lookAtClosed(Math.min(LOOKS, order.length - open), nowMs);
    }

    private void lookAtClosed(int looks, long nowMs) {
        for (int i = 0; i < looks; i++) {
            lookedAt = lookedAt + 1 < order.length ? lookedAt + 1 : open;
            reopenIfFree(order[Math.max(lookedAt, open)], nowMs);
        }
    }

    private void reopenIfFree(int number, long nowMs) {
        if (isFree(number, nowMs)) {
            opened(number);
        }
    }

    private boolean isFree(int number, long nowMs) {
        Seat seat = seats[number];
        AgentGuard guard = seat.load().guard();
        return (!isOut(number, nowMs) || isPanicking())
                && guard.mayEnter(nowMs)
                && loads.hasRoom(seat, guard.readiness(nowMs));
    }

    /** Whether it is ejected; keeps count of those who are. */
    private boolean isOut(int number, long nowMs) {
        boolean out = seats[number].load().guard().isEjected(nowMs);
        if (out != ejected[number]) {
            ejected[number] = out;
            ejectedSeats += out ? 1 : -1;
        }
        return out;
    }

    private boolean isPanicking() {
        return ejectedSeats * 2 > seats.length;
    }

    private void opened(int number) {
        swap(places[number], open++);
        strategy.opened(this, number);
    }

    private void closed(int number) {
        swap(places[number], --open);
        strategy.closed(this, number);
    }

    private void swap(int one, int other) {
        int mover = order[one];
        order[one] = order[other];
        order[other] = mover;
        places[order[one]] = one;
        places[mover] = other;
    }
}

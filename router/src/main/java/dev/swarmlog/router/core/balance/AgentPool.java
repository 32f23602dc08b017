package dev.swarmlog.router.core.balance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: the agents that one kind of message can go to.
 *
 * <p>Seats found full are set aside, behind the open ones, until work of theirs comes back or the next look around. So
 * a choice among open seats costs the same however many agents there are, also when most of them are full.
 */
public final class AgentPool {
    private static final int NO_SEAT = -1;

    private final AgentLoads loads;
    private final Strategy strategy;
    private final List<Seat> seats = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private int open;

    public AgentPool(AgentLoads loads, Strategy strategy) {
        this.loads = loads;
        this.strategy = strategy;
    }

    /** The members, in place of those before. */
    public void seat(List<Seat> members) {
        seats.clear();
        positions.clear();
        for (Seat member : members) {
            positions.put(member.agentId(), seats.size());
            seats.add(member);
        }
        reopen();
    }

    public int size() {
        return seats.size();
    }

    Seat seatAt(int position) {
        return seats.get(position);
    }

    /** Whether any seat may have room. */
    public boolean mayHaveRoom() {
        return open > 0;
    }

    /** Looks at all seats again: other tasks' work may have come back, too. */
    public void reopen() {
        open = seats.size();
    }

    /** Work of the agent came back. Whether that makes room for a message of this pool. */
    public boolean reopen(String agentId) {
        int position = positionOf(agentId);
        if (position == NO_SEAT || !hasRoom(position)) {
            return false;
        }
        if (position >= open) {
            swap(position, open++);
        }
        return true;
    }

    /** A seat with room, other than that of the agent to avoid (empty for none); null when there is none. */
    public @Nullable Seat pick(String avoidAgentId, RandomGenerator random) {
        int avoided = avoidAgentId.isEmpty() ? NO_SEAT : positionOf(avoidAgentId);
        boolean hidden = avoided != NO_SEAT && avoided < open;
        if (hidden) {
            swap(avoided, --open);
        }
        Seat picked = pickOpen(random);
        if (hidden) {
            Integer now = positions.get(avoidAgentId);
            swap(now == null ? open : now, open++);
        }
        return picked;
    }

    private @Nullable Seat pickOpen(RandomGenerator random) {
        while (open > 0) {
            int choice = strategy.choose(this, open, random);
            if (hasRoom(choice)) {
                return seats.get(choice);
            }
            swap(choice, --open);
        }
        return null;
    }

    private boolean hasRoom(int position) {
        Seat seat = seats.get(position);
        return loads.hasRoom(seat.load(), seat.capacity());
    }

    private int positionOf(String agentId) {
        Integer position = positions.get(agentId);
        return position == null ? NO_SEAT : position;
    }

    private void swap(int one, int other) {
        if (one != other) {
            Collections.swap(seats, one, other);
            positions.put(seats.get(one).agentId(), one);
            positions.put(seats.get(other).agentId(), other);
        }
    }
}

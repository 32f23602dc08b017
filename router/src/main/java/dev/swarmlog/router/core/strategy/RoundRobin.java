package dev.swarmlog.router.core.strategy;

/**
 * Everybody in turn. To be chosen where agents and messages are all alike, or where it must be plain who is next; it
 * looks neither at load nor at speed, so a slow agent gets as much as a fast one until it is full.
 *
 * <p>The open seats stand in a ring of links: whoever is chosen goes to the end, a full seat leaves it, and one that has
 * room again enters at the end. Who is only growing into its share is passed over now and then.
 */
final class RoundRobin implements Strategy {
    private static final int PASSED_OVER_MAX = 8;

    private int[] next = {};
    private int[] before = {};
    private int head = NONE;
    private String last = "";

    /** Goes on behind whoever was last, or the first ones would be first again after every change. */
    @Override
    public void seated(AgentPool pool) {
        next = new int[pool.size()];
        before = new int[pool.size()];
        head = NONE;
        int first = 0;
        while (first < pool.size() && pool.seat(first).agentId().compareTo(last) <= 0) {
            first++;
        }
        for (int i = 0; i < pool.size(); i++) {
            opened(pool, (first + i) % pool.size());
        }
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        int chosen = head;
        head = next[head];
        for (int i = 0; i < PASSED_OVER_MAX && isSpared(pool, chosen, wish); i++) {
            chosen = head;
            head = next[head];
        }
        last = pool.seat(chosen).agentId();
        return chosen;
    }

    private static boolean isSpared(AgentPool pool, int seat, Wish wish) {
        double readiness = pool.seat(seat).load().guard().readiness(wish.nowMs());
        return readiness < 1 && wish.random().nextDouble() >= readiness;
    }

    /** The end of a ring is before its head. */
    @Override
    public void opened(AgentPool pool, int seat) {
        if (head == NONE) {
            head = seat;
            next[seat] = seat;
            before[seat] = seat;
            return;
        }
        int end = before[head];
        next[end] = seat;
        before[seat] = end;
        next[seat] = head;
        before[head] = seat;
    }

    @Override
    public void closed(AgentPool pool, int seat) {
        if (next[seat] == seat) {
            head = NONE;
            return;
        }
        next[before[seat]] = next[seat];
        before[next[seat]] = before[seat];
        if (head == seat) {
            head = next[seat];
        }
    }
}

package dev.swarmlog.router.core.strategy;

/**
 * Everybody in turn. To be chosen where agents and messages are all alike, or where it must be plain who is next; it
 * looks neither at load nor at speed, so a slow agent gets as much as a fast one until it is full.
 *
 * <p>The open seats stand in a ring of links: whoever is chosen goes to the end, a full seat leaves it, and one that has
 * room again enters at the end.
 */
final class RoundRobin implements Strategy {
    private int[] next = {};
    private int[] before = {};
    private int head = NONE;

    @Override
    public void seated(AgentPool pool) {
        next = new int[pool.size()];
        before = new int[pool.size()];
        head = NONE;
        for (int i = 0; i < pool.size(); i++) {
            opened(i);
        }
    }

    @Override
    public int choose(AgentPool pool, Wish wish) {
        int chosen = head;
        head = next[head];
        return chosen;
    }

    /** The end of a ring is before its head. */
    @Override
    public void opened(int seat) {
        if (head == NONE) {
            head = seat;
            next[seat] = seat;
            before[seat] = seat;
            return;
        }
        int last = before[head];
        next[last] = seat;
        before[seat] = last;
        next[seat] = head;
        before[head] = seat;
    }

    @Override
    public void closed(int seat) {
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

package dev.swarmlog.registry.core;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: who is to be looked at next.
 *
 * <p>A beat moves an agent's deadline away, and costs nothing here: its entry stays where it is. Whoever takes it out
 * looks at the agent, finds that it is not due yet, and puts it back with its true deadline. So an agent costs one look
 * per silence limit, not one per beat.
 */
public final class Deadlines {
    private record Entry(String agentId, long atMs) {}

    private static final int OVERTAKEN_MAX = 1_000;

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>((left, right) -> Long.compare(left.atMs, right.atMs));
    private final Map<String, Entry> current = new HashMap<>();

    /** Looks at the agent at this time at the latest. */
    public void noLaterThan(String agentId, long atMs) {
        Entry known = current.get(agentId);
        if (known == null || atMs < known.atMs) {
            Entry entry = new Entry(agentId, atMs);
            current.put(agentId, entry);
            queue.add(entry);
            sweep();
        }
    }

    /** Takes out one agent that is to be looked at by now; null when there is none. */
    public @Nullable String takeDue(long nowMs) {
        for (Entry first = queue.peek(); first != null && first.atMs <= nowMs; first = queue.peek()) {
            queue.poll();
            if (current.remove(first.agentId, first)) {
                return first.agentId;
            }
        }
        return null;
    }

    /** Entries that were overtaken wait in the queue for their time; too many of them are thrown out at once. */
    private void sweep() {
        if (queue.size() > 2 * current.size() + OVERTAKEN_MAX) {
            queue.clear();
            queue.addAll(current.values());
        }
    }

    public void drop(String agentId) {
        current.remove(agentId);
    }

    public void clear() {
        queue.clear();
        current.clear();
    }

    public int size() {
        return current.size();
    }

    int entries() {
        return queue.size();
    }
}

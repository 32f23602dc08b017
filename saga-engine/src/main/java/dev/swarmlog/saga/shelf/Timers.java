package dev.swarmlog.saga.shelf;

import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: which saga is due next. One that moved leaves its former entry behind, which is passed over
 * when its time comes; too many of those are thrown out at once. Looking for what is due costs nothing but what is.
 */
final class Timers {
    private record Entry(String sagaId, long dueMs) {}

    private static final int OVERTAKEN_MAX = 10_000;

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>((left, right) -> Long.compare(left.dueMs, right.dueMs));
    private final Map<String, Entry> current = new HashMap<>();

    /** Looks at the saga then, and at no other time; 0 means never. */
    void set(String sagaId, long dueMs) {
        if (dueMs == 0) {
            current.remove(sagaId);
            return;
        }
        Entry known = current.get(sagaId);
        if (known == null || known.dueMs != dueMs) {
            Entry entry = new Entry(sagaId, dueMs);
            current.put(sagaId, entry);
            queue.add(entry);
            sweep();
        }
    }

    /** Takes out one saga that is due; null when there is none. */
    @Nullable
    String takeDue(long nowMs) {
        for (Entry first = queue.peek(); first != null && first.dueMs <= nowMs; first = queue.peek()) {
            queue.poll();
            if (current.remove(first.sagaId, first)) {
                return first.sagaId;
            }
        }
        return null;
    }

    private void sweep() {
        if (queue.size() > 2 * current.size() + OVERTAKEN_MAX) {
            queue.clear();
            queue.addAll(current.values());
        }
    }

    int size() {
        return current.size();
    }
}

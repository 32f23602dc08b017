package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.run.Run;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: the sagas of one task that go on. Most end within seconds, and what they did is in memory
 * alone: a crash leaves those out of the figures. Those that take longer are stored, since a saga may take months.
 */
final class RunShelf {
    private static final long YOUNG_MS = 10_000;

    private final LiveStore<Row<Run>> store;
    private final int max;
    private final Map<String, Run> young = new LinkedHashMap<>();

    /** Those that changed last stand last. */
    private final Map<String, Row<Run>> stored = new LinkedHashMap<>();

    RunShelf(LiveStore<Row<Run>> store, int max) {
        this.store = store;
        this.max = max;
    }

    void restore(LiveStore.Codec<Row<Run>> codec, long nowMs) {
        store.restore(codec, nowMs).forEach(row -> stored.put(row.key(), row));
    }

    @Nullable
    Run find(String sagaId) {
        Run run = young.get(sagaId);
        Row<Run> row = run == null ? stored.get(sagaId) : null;
        return row == null ? run : row.value();
    }

    /** How many had to be left out for it. */
    int put(Run run) {
        Row<Run> row = stored.remove(run.sagaId());
        if (row != null) {
            row.set(run);
            store.changed(row);
            stored.put(run.sagaId(), row);
            return 0;
        }
        young.put(run.sagaId(), run);
        return young.size() > max ? drop(young) : 0;
    }

    void remove(String sagaId) {
        young.remove(sagaId);
        Row<Run> row = stored.remove(sagaId);
        if (row != null) {
            store.remove(row);
        }
    }

    /** Stores those that are young no more; how many had to be left out for them. */
    int age(long nowMs) {
        int dropped = 0;
        for (Iterator<Run> each = young.values().iterator(); each.hasNext(); ) {
            Run run = each.next();
            if (nowMs - run.startedAtMs() < YOUNG_MS) {
                break;
            }
            each.remove();
            Row<Run> row = new Row<>(run.sagaId(), run);
            store.put(row);
            stored.put(run.sagaId(), row);
            if (stored.size() > max) {
                Row<Run> oldest = stored.values().iterator().next();
                remove(oldest.key());
                dropped++;
            }
        }
        return dropped;
    }

    private static int drop(Map<String, Run> from) {
        Iterator<String> oldest = from.keySet().iterator();
        oldest.next();
        oldest.remove();
        return 1;
    }

    int size() {
        return young.size() + stored.size();
    }
}

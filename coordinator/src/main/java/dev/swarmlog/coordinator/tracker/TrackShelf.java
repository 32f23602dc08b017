package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.coordinator.tracker.core.track.Track;
import dev.swarmlog.runtime.store.LiveStore;
import dev.swarmlog.runtime.store.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: the tracks of one task. What was counted reaches the store when it is told, not before. */
final class TrackShelf {
    private final LiveStore<Row<Track>> store;
    private final int max;

    /** Those of which a saga ended last stand last. */
    private final Map<String, Row<Track>> byKey = new LinkedHashMap<>();

    private final Set<String> untold = new LinkedHashSet<>();

    TrackShelf(LiveStore<Row<Track>> store, int max) {
        this.store = store;
        this.max = max;
    }

    void restore(LiveStore.Codec<Row<Track>> codec, long nowMs) {
        store.restore(codec, nowMs).stream()
                .sorted(Comparator.comparingLong(row -> row.value().changedAtMs()))
                .forEach(row -> {
                    byKey.put(row.key(), row);
                    untold.add(row.key());
                });
    }

    /** Made where there is none. */
    Track of(String name, String version) {
        String key = name + "@" + version;
        Row<Track> row = byKey.remove(key);
        if (row == null) {
            row = new Row<>(key, new Track(name, version));
            store.put(row);
        }
        byKey.put(key, row);
        untold.add(key);
        return row.value();
    }

    /** The key of one that there is no room for any more; null where there is. */
    @Nullable
    String takeSurplus() {
        if (byKey.size() <= max) {
            return null;
        }
        Row<Track> oldest = byKey.values().iterator().next();
        byKey.remove(oldest.key());
        untold.remove(oldest.key());
        store.remove(oldest);
        return oldest.key();
    }

    /** At most so many that are not as they were told; as they are now they are stored. */
    List<Track> takeUntold(int most) {
        List<Track> taken = new ArrayList<>();
        for (var each = untold.iterator(); each.hasNext() && taken.size() < most; ) {
            Row<Track> row = byKey.get(each.next());
            each.remove();
            if (row != null) {
                store.changed(row);
                taken.add(row.value());
            }
        }
        return taken;
    }
}

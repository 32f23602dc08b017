package dev.swarmlog.coordinator.swarm;

import dev.swarmlog.v1.SwarmStatus;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The picture of all swarms, as swarms.status has it. Thread-safe. */
final class SwarmIndex {
    private final NavigableMap<String, SwarmStatus> byId = new ConcurrentSkipListMap<>();

    void changed(String id, @Nullable SwarmStatus status) {
        if (status == null) {
            byId.remove(id);
        } else {
            byId.put(id, status);
        }
    }

    @Nullable
    SwarmStatus get(String id) {
        return byId.get(id);
    }

    /** By id, those behind the cursor. */
    Collection<SwarmStatus> behind(String cursor) {
        return byId.tailMap(cursor, false).values();
    }
}

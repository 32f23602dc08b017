package dev.swarmlog.coordinator.tracker;

import dev.swarmlog.v1.Improvement;
import dev.swarmlog.v1.SagaTrack;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The picture of all tracks and improvements, as their topics have it. Thread-safe. */
final class TrackIndex {
    private final NavigableMap<String, SagaTrack> tracks = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, Improvement> improvements = new ConcurrentSkipListMap<>();

    void track(String key, @Nullable SagaTrack track) {
        if (track == null) {
            tracks.remove(key);
        } else {
            tracks.put(key, track);
        }
    }

    void improvement(String id, @Nullable Improvement improvement) {
        if (improvement == null) {
            improvements.remove(id);
        } else {
            improvements.put(id, improvement);
        }
    }

    List<SagaTrack> tracks() {
        return List.copyOf(tracks.values());
    }

    @Nullable
    SagaTrack track(String name, String version) {
        return tracks.get(name + "@" + version);
    }

    @Nullable
    Improvement improvement(String id) {
        return improvements.get(id);
    }

    /** What changed last first. */
    List<Improvement> improvements() {
        return improvements.values().stream()
                .sorted(Comparator.comparingLong(Improvement::getChangedAtMs).reversed())
                .toList();
    }
}

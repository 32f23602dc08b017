package dev.swarmlog.agent.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands under the keys of those partitions that are ours, and how it differs from what was looked at last. Mutable,
 * for one thread.
 */
public final class Allotment<V> {
    private final Map<Integer, Map<String, V>> ours = new HashMap<>();
    private final Map<String, V> seen = new HashMap<>();
    private final Set<String> touched = new LinkedHashSet<>();
    private final Map<String, Integer> partitionOf = new HashMap<>();

    /**
     * What became of one key.
     *
     * @param value null when it is not ours any more, or not at all
     */
    public record Change<V>(String key, @Nullable V value) {}

    /** Null takes the key out. */
    public void put(int partition, String key, @Nullable V value) {
        touched.add(key);
        Map<String, V> values = ours.computeIfAbsent(partition, absent -> new HashMap<>());
        if (value == null) {
            values.remove(key);
            partitionOf.remove(key);
        } else {
            values.put(key, value);
            partitionOf.put(key, partition);
        }
    }

    /** They are ours no more, with all that stands in them. */
    public void giveUp(Collection<Integer> partitions) {
        for (Integer partition : partitions) {
            Map<String, V> values = ours.remove(partition);
            if (values != null) {
                touched.addAll(values.keySet());
                values.keySet().forEach(partitionOf::remove);
            }
        }
    }

    /** What differs from what was told before; what was changed and changed back does not. */
    public List<Change<V>> changes() {
        List<Change<V>> changes = new ArrayList<>();
        for (String key : touched) {
            V now = value(key);
            V before = now == null ? seen.remove(key) : seen.put(key, now);
            if (now == null ? before != null : !now.equals(before)) {
                changes.add(new Change<>(key, now));
            }
        }
        touched.clear();
        return changes;
    }

    public int size() {
        return partitionOf.size();
    }

    private @Nullable V value(String key) {
        Integer partition = partitionOf.get(key);
        Map<String, V> values = partition == null ? null : ours.get(partition);
        return values == null ? null : values.get(key);
    }
}

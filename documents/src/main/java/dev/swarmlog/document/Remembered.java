package dev.swarmlog.document;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of texts lately. Bounded by their number and their length together, since what is made of a text grows
 * with it; what was not asked for the longest goes first. Thread-safe.
 */
public final class Remembered<V> {
    private final int entriesMax;
    private final long lengthMax;
    private final LinkedHashMap<String, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long length;

    private record Entry<V>(V value, int length) {}

    public Remembered(int entriesMax, long lengthMax) {
        this.entriesMax = entriesMax;
        this.lengthMax = lengthMax;
    }

    public synchronized @Nullable V get(String key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** One text that is longer than all may be together is not remembered at all. */
    public synchronized void put(String key, int textLength, V value) {
        if (textLength > lengthMax) {
            return;
        }
        Entry<V> before = entries.put(key, new Entry<>(value, textLength));
        length += textLength - (before == null ? 0 : before.length());
        Iterator<Map.Entry<String, Entry<V>>> oldest = entries.entrySet().iterator();
        while (entries.size() > entriesMax || length > lengthMax) {
            length -= oldest.next().getValue().length();
            oldest.remove();
        }
    }

    synchronized int size() {
        return entries.size();
    }
}

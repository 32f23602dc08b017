package dev.swarmlog.coordinator.session.core.part;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all participants see: values under keys. A value's version is the board's revision at which it was put, so that
 * no key ever has one version twice, not even after it was removed.
 */
public record Board(long revision, SortedMap<String, Entry> entries, long bytes) {
    public static final Board EMPTY = new Board(0, new TreeMap<>(), 0);

    public static Board of(long revision, SortedMap<String, Entry> entries) {
        return new Board(
                revision,
                entries,
                entries.values().stream().mapToLong(Board::size).sum());
    }

    /** 0 for a key that is not there. */
    public long version(String key) {
        Entry entry = entries.get(key);
        return entry == null ? 0 : entry.version();
    }

    public @Nullable Entry get(String key) {
        return entries.get(key);
    }

    public Board with(Entry entry) {
        SortedMap<String, Entry> more = new TreeMap<>(entries);
        Entry before = more.put(entry.key(), entry);
        return new Board(entry.version(), more, bytes + size(entry) - (before == null ? 0 : size(before)));
    }

    public Board without(String key, long atRevision) {
        SortedMap<String, Entry> fewer = new TreeMap<>(entries);
        Entry before = fewer.remove(key);
        return new Board(atRevision, fewer, bytes - (before == null ? 0 : size(before)));
    }

    /** Those whose keys begin so. */
    public List<Entry> under(String prefix) {
        return entries.tailMap(prefix).values().stream()
                .takeWhile(entry -> entry.key().startsWith(prefix))
                .toList();
    }

    /** What it takes, names and all. */
    public static long size(Entry entry) {
        return entry.key().length() + entry.by().length() + entry.value().length() + 32L;
    }
}

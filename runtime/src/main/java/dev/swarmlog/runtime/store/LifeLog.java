package dev.swarmlog.runtime.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Mutable and for one thread: a log in which each owner writes under keys of its own, so that a former one that stood still
 * and wakes overwrites nothing.
 *
 * <p>An owner that begins writes what is not settled under its keys, and then a sign that it has. From then on what stands
 * under keys of an earlier life is void, whenever it was written. Settled entries need no copy: a former owner can say
 * nothing else of them.
 */
final class LifeLog {
    private static final char OF = '\0';
    private static final int RADIX = 36;

    private final KeyValueStore<String, byte[]> store;
    /** The life under whose key each entry stands. */
    private final Map<String, Long> lives = new HashMap<>();

    private final List<String> obsolete = new ArrayList<>();
    private Long life = 0L;
    private long owner;
    private long lacksSinceMs;

    /** An entry as a life left it in the log. */
    record Found(String key, long life, ByteBuffer value) {}

    LifeLog(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /**
     * What there is, each to be kept, adopted or dropped, before the new life has {@link #begun}.
     *
     * @param unlessSignedMs since when something may be missing where no owner left a sign
     */
    List<Found> begin(long nowMs, long unlessSignedMs) {
        lives.clear();
        obsolete.clear();
        Map<String, Found> newest = new HashMap<>();
        long highest = 0;
        owner = 0;
        lacksSinceMs = unlessSignedMs;
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> record = all.next();
                int end = record.key.lastIndexOf(OF);
                String key = end < 0 ? record.key : record.key.substring(0, end);
                long of = end < 0 ? 0 : Long.parseLong(record.key.substring(end + 1), RADIX);
                highest = Math.max(highest, of);
                if (key.isEmpty()) {
                    obsolete.add(record.key);
                    if (of > owner) {
                        owner = of;
                        lacksSinceMs = record.value.length < Long.BYTES
                                ? unlessSignedMs
                                : ByteBuffer.wrap(record.value).getLong();
                    }
                } else {
                    newest.merge(key, new Found(key, of, ByteBuffer.wrap(record.value)), this::later);
                }
            }
        }
        life = Math.max(highest + 1, nowMs);
        return List.copyOf(newest.values());
    }

    /** Whether a later owner had begun than the one that wrote it. */
    boolean isVoid(Found found) {
        return found.life() < owner;
    }

    private Found later(Found one, Found other) {
        boolean isFirst = one.life() > other.life();
        drop(isFirst ? other : one);
        return isFirst ? one : other;
    }

    /** Leaves it where it stands. */
    void keep(Found found) {
        lives.put(found.key(), found.life());
    }

    /** Makes it the new life's. */
    void adopt(Found found) {
        lives.put(found.key(), life);
        store.put(under(found.key(), life), found.value().array());
        obsolete.add(under(found.key(), found.life()));
    }

    void drop(Found found) {
        obsolete.add(under(found.key(), found.life()));
    }

    /** Since when what owners did may be missing here, as the last one's sign says. */
    long lacksSinceMs() {
        return lacksSinceMs;
    }

    /** Nothing of the old goes before the sign stands, wherever a crash cuts this off. */
    void begun(long lacksSince) {
        sign(lacksSince);
        obsolete.forEach(store::delete);
        obsolete.clear();
    }

    /** What this owner, and those before it, did until then is here, or need not be. */
    void sign(long lacksSince) {
        store.put(
                under("", life),
                ByteBuffer.allocate(Long.BYTES).putLong(lacksSince).array());
    }

    boolean contains(String key) {
        return lives.containsKey(key);
    }

    void put(String key, byte[] value) {
        store.put(under(key, life), value);
        Long before = lives.put(key, life);
        if (before != null && !before.equals(life)) {
            store.delete(under(key, before));
        }
    }

    void delete(String key) {
        Long at = lives.remove(key);
        if (at != null) {
            store.delete(under(key, at));
        }
    }

    private static String under(String key, long life) {
        return life == 0 ? key : key + OF + Long.toString(life, RADIX);
    }
}

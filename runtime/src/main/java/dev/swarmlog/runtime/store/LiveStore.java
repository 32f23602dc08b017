package dev.swarmlog.runtime.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * Mutable and for one thread: live objects, of which the changelog sees only those that outlive a commit.
 *
 * <p>What comes and goes between two commits is neither encoded nor logged: its input is not committed either, so a
 * crash brings it back from there. Streams' own cache would log a tombstone for each. At a commit, everything that
 * changed is written in its present form, before the offsets are.
 *
 * <p>Under at-least-once a crash may tear outputs and changelog apart. Two things make that visible. Each record carries
 * the round of the commit that wrote it, and a round begins only after the one before is safe, but for the last attempt of
 * a task that failed: so only entries of the last two rounds may lack their outputs ({@link #isUncertain}). And what is removed after it was logged is logged once more
 * in its last form, unless the round before did that, and deleted a round later, when its outputs are safe.
 *
 * <p>Nor does anybody keep a former owner that stood still, and lost the task to another, from writing once more when it
 * wakes. So each owner writes under keys of its own ({@link LifeLog}).
 *
 * <p>The hook that Streams runs before it commits is an internal interface, {@link CachedStateStore}; the public one runs
 * after. See docs/decisions/0023.
 */
public final class LiveStore<V extends LiveStore.Entry> implements StateStore, CachedStateStore<byte[], byte[]> {
    /** Of what came and went so many are kept until the commit, or as many as there are others. */
    private static final int GONE_MAX = 1_000;

    /** How old the log's word on what it may lack gets before it is renewed; each costs a small record. */
    private static final long SIGN_MS = 2_000;

    /** The first owner of all may have died before its first commit; by then it was not old. */
    private static final long FIRST_LIFE_MS = 60_000;

    private final KeyValueStore<String, byte[]> store;
    private final LifeLog log;
    private final Map<String, V> live = new HashMap<>();
    private final List<V> changed = new ArrayList<>();
    private final Set<String> leaving = new HashSet<>();
    private final List<Unwritable<V>> unwritable = new ArrayList<>();
    private int gone;
    private boolean hasForgotten;
    private long round;
    private long flushBeganNs;
    private long uncertainRound;
    private long nowMs;
    private long flushedMs;
    private long flushedBeforeMs;
    private long signedMs;
    private @Nullable Codec<V> codec;

    /** What the store holds. */
    public interface Entry {
        String key();

        Mark mark();

        /** Whether it will not change any more but be forgotten; what a former owner says of it is true as well. */
        boolean isSettled();
    }

    /** The store's own notes on an entry; each entry has one for itself. */
    public static final class Mark {
        private boolean changed;
        private boolean removed;
        private boolean isAsLogged;
        private long round;
    }

    /** An entry that has no form in the log, and why. What the log held of it before, it still holds. */
    public record Unwritable<V>(V entry, RuntimeException why) {}

    /** The form of entries in the log. */
    public interface Codec<V> {
        byte[] encode(V entry);

        V decode(String key, ByteBuffer bytes);
    }

    public LiveStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.log = new LifeLog(store);
    }

    /** Builds stores that log into this kind of store and a changelog of these topic settings. */
    public static <V extends Entry> StoreBuilder<LiveStore<V>> builder(
            KeyValueBytesStoreSupplier log, Map<String, String> changelog) {
        return new LiveStoreBuilder<>(Stores.keyValueStoreBuilder(log, Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelog));
    }

    /**
     * Brings to life what the changelog held: to be called when a processor begins. Streams revives a broken task with
     * the same store, so what was alive before is forgotten first.
     */
    public List<V> restore(Codec<V> form, long atMs) {
        clearCache();
        round = 0;
        codec = form;
        nowMs = atMs;
        for (LifeLog.Found found : log.begin(atMs, atMs - FIRST_LIFE_MS)) {
            ByteBuffer bytes = found.value().duplicate();
            long writtenIn = bytes.getLong();
            V entry = form.decode(found.key(), bytes);
            if (entry.isSettled()) {
                log.keep(found);
            } else if (log.isVoid(found)) {
                log.drop(found);
                continue;
            } else {
                log.adopt(found);
            }
            entry.mark().round = writtenIn;
            round = Math.max(round, writtenIn);
            live.put(found.key(), entry);
        }
        signedMs = Math.min(log.lacksSinceMs(), atMs);
        flushedMs = signedMs;
        flushedBeforeMs = signedMs;
        log.begun(signedMs);
        uncertainRound = round;
        return copy();
    }

    /**
     * Since when former owners may have done what no log tells of, on entries that they had not logged or logged otherwise:
     * their last commits never came.
     */
    public long lacksSinceMs() {
        return log.lacksSinceMs();
    }

    /** Tells the time, by the clock that outputs are stamped with: to be called often. */
    public void tick(long atMs) {
        nowMs = atMs;
    }

    /** How many commits had something to write, counted over all restarts. What changes now is in the log once it has risen. */
    public long round() {
        return round;
    }

    /** When the last commit began to write, by {@link System#nanoTime}; 0 before the first. */
    public long flushBeganNs() {
        return flushBeganNs;
    }

    /** Whether what this restored entry sent out last may have been lost. */
    public boolean isUncertain(V restored) {
        return restored.mark().round >= uncertainRound - 1;
    }

    public @Nullable V get(String key) {
        return live.get(key);
    }

    /** Holds a new entry, in place of one under the same key. */
    public void put(V entry) {
        live.put(entry.key(), entry);
        changed(entry);
    }

    /** Notes that the entry is not what it was. */
    public void changed(V entry) {
        if (!entry.mark().changed) {
            entry.mark().changed = true;
            changed.add(entry);
        }
    }

    public void remove(V entry) {
        if (live.remove(entry.key(), entry)) {
            entry.mark().isAsLogged = !entry.mark().changed;
            entry.mark().removed = true;
            changed(entry);
            if (isGone(entry) && ++gone > Math.max(GONE_MAX, changed.size() / 2)) {
                changed.removeIf(this::isGone);
                gone = 0;
                hasForgotten = true;
            }
        }
    }

    /** Whether it came and went, and the log need never hear of it. */
    private boolean isGone(V entry) {
        return entry.mark().removed && !log.contains(entry.key());
    }

    /** The entries that could not be written since the last call: one of them must not stop all others. */
    public List<Unwritable<V>> takeUnwritable() {
        if (unwritable.isEmpty()) {
            return List.of();
        }
        List<Unwritable<V>> taken = List.copyOf(unwritable);
        unwritable.clear();
        return taken;
    }

    /** All entries as they are now; the store may be changed while they are looked at. */
    public List<V> copy() {
        return List.copyOf(live.values());
    }

    public int size() {
        return live.size();
    }

    @Override
    public void flushCache() {
        flushBeganNs = System.nanoTime();
        sign();
        if (changed.isEmpty() && leaving.isEmpty() && !hasForgotten) {
            return;
        }
        round++;
        gone = 0;
        hasForgotten = false;
        for (String key : leaving) {
            if (!live.containsKey(key)) {
                log.delete(key);
            }
        }
        leaving.clear();
        changed.forEach(this::write);
        changed.clear();
    }

    /** A commit that begins proves that the one before the last is safe: the last may have failed, and this one follow on it. */
    private void sign() {
        long safeMs = flushedBeforeMs;
        flushedBeforeMs = flushedMs;
        flushedMs = nowMs;
        if (safeMs - signedMs >= SIGN_MS) {
            signedMs = safeMs;
            log.sign(safeMs);
        }
    }

    private void write(V entry) {
        String key = entry.key();
        entry.mark().changed = false;
        boolean isLast = entry.mark().removed && log.contains(key) && !live.containsKey(key);
        if (entry.mark().removed && !isLast) {
            return;
        }
        if (isLast && entry.mark().isAsLogged && entry.mark().round == round - 1) {
            leaving.add(key);
            return;
        }
        byte[] form;
        try {
            form = Objects.requireNonNull(codec, "restored first").encode(entry);
        } catch (RuntimeException e) {
            if (isLast) {
                leaving.add(key);
            } else {
                unwritable.add(new Unwritable<>(entry, e));
            }
            return;
        }
        append(key, form);
        entry.mark().round = round;
        if (isLast) {
            leaving.add(key);
        }
    }

    private void append(String key, byte[] form) {
        log.put(
                key,
                ByteBuffer.allocate(Long.BYTES + form.length)
                        .putLong(round)
                        .put(form)
                        .array());
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
    }

    /** Standbys become active through {@link #restore}, and what was active is written by then. */
    @Override
    public void clearCache() {
        live.clear();
        changed.clear();
        gone = 0;
        hasForgotten = false;
        leaving.clear();
        unwritable.clear();
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<byte[], byte[]> listener, boolean sendOldValues) {
        return false;
    }
}

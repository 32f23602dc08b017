package dev.swarmlog.agent.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handlers that are made when they are first needed, of which so many stay alive as are in use, and as fit beside them
 * otherwise. Mutable and thread-safe. The one that was idle longest goes first; one that is in use never goes. While one
 * is made nobody waits but those who want the same.
 */
public final class LiveHandlers<K, H> {
    /** So many of the last activations are remembered by how long they took. */
    private static final int TIMED = 1_024;

    private static final double NANOS_PER_MS = 1e6;

    private final int liveMax;
    private final Consumer<H> farewell;
    private final LongSupplier clock;
    private final Map<K, Live<H>> live = new LinkedHashMap<>(16, 0.75f, true);
    private final long[] nanos = new long[TIMED];
    private long activated;
    private long reused;
    private long dropped;

    /**
     * What was seen so far.
     *
     * @param activated handlers that were made
     * @param reused times that one was there already
     * @param dropped handlers that went to make room
     * @param live handlers that there are at this moment
     * @param msP99 how long the last thousand activations took, but for the slowest hundredth
     */
    public record Activations(long activated, long reused, long dropped, int live, double msP99) {
        /** How often one was there already, 0..1. */
        public double hitRate() {
            return activated + reused == 0 ? 0 : (double) reused / (activated + reused);
        }
    }

    private static final class Live<H> {
        private final ReentrantLock making = new ReentrantLock();
        private volatile @Nullable H handler;
        private int users;
        private boolean unwanted;
    }

    /**
     * Keeps up to {@code liveMax} alive, more only while they are in use; says farewell to each that goes.
     *
     * @param clock nanoseconds from any moment on
     */
    public LiveHandlers(int liveMax, Consumer<H> farewell, LongSupplier clock) {
        this.liveMax = liveMax;
        this.farewell = farewell;
        this.clock = clock;
    }

    /**
     * The handler under this key, made if need be; it stays until everyone who took it gives it back. Whoever is thrown
     * what its maker throws gives it back as well.
     */
    public H take(K key, Supplier<H> maker) {
        Live<H> entry;
        List<H> leaving;
        synchronized (this) {
            entry = live.computeIfAbsent(key, absent -> new Live<>());
            entry.users++;
            leaving = evict();
        }
        leaving.forEach(farewell);
        H known = entry.handler;
        if (known != null) {
            count();
            return known;
        }
        return made(entry, maker);
    }

    private H made(Live<H> entry, Supplier<H> maker) {
        entry.making.lock();
        try {
            H known = entry.handler;
            if (known != null) {
                count();
                return known;
            }
            long begin = clock.getAsLong();
            H made = maker.get();
            entry.handler = made;
            count(clock.getAsLong() - begin);
            return made;
        } finally {
            entry.making.unlock();
        }
    }

    private synchronized void count() {
        reused++;
    }

    private synchronized void count(long took) {
        nanos[(int) (activated % TIMED)] = took;
        activated++;
    }

    public void giveBack(K key) {
        List<H> leaving;
        synchronized (this) {
            Live<H> entry = live.get(key);
            if (entry != null) {
                entry.users--;
            }
            leaving = entry != null && entry.unwanted ? dismissed(key, entry) : evict();
        }
        leaving.forEach(farewell);
    }

    /** Nobody will ask for it any more: it goes at once, or when those have given it back who have it. */
    public void drop(K key) {
        List<H> leaving;
        synchronized (this) {
            Live<H> entry = live.get(key);
            if (entry == null) {
                return;
            }
            entry.unwanted = true;
            leaving = dismissed(key, entry);
        }
        leaving.forEach(farewell);
    }

    private List<H> dismissed(K key, Live<H> entry) {
        List<H> leaving = new ArrayList<>();
        if (entry.users == 0) {
            live.remove(key);
            leave(entry, leaving);
        }
        return leaving;
    }

    public synchronized int size() {
        return live.size();
    }

    public synchronized Activations activations() {
        int known = (int) Math.min(activated, TIMED);
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        double msP99 = known == 0 ? 0 : sorted[(known - 1) * 99 / 100] / NANOS_PER_MS;
        return new Activations(activated, reused, dropped, live.size(), msP99);
    }

    /** Lets all go, in use or not: the host closes. */
    public void clear() {
        List<H> leaving = new ArrayList<>();
        synchronized (this) {
            live.values().forEach(entry -> leave(entry, leaving));
            live.clear();
        }
        leaving.forEach(farewell);
    }

    private List<H> evict() {
        List<H> leaving = List.of();
        Iterator<Live<H>> longestIdleFirst = live.values().iterator();
        while (live.size() > liveMax && longestIdleFirst.hasNext()) {
            Live<H> entry = longestIdleFirst.next();
            if (entry.users == 0) {
                longestIdleFirst.remove();
                leaving = leaving.isEmpty() ? new ArrayList<>() : leaving;
                leave(entry, leaving);
                dropped++;
            }
        }
        return leaving;
    }

    /** One whose maker threw is not there. */
    private static <H> void leave(Live<H> entry, List<H> leaving) {
        H handler = entry.handler;
        if (handler != null) {
            leaving.add(handler);
        }
    }
}

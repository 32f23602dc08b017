package dev.swarmlog.agent.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Handlers that are made when they are first needed, of which so many stay alive as are in use, and as fit beside them
 * otherwise. Mutable and thread-safe. The one that was idle longest goes first; one that is in use never goes.
 */
public final class LiveHandlers<K, H> {
    private final int liveMax;
    private final Consumer<H> farewell;
    private final Map<K, Live<H>> live = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Live<H> {
        final H handler;
        int users;

        Live(H handler) {
            this.handler = handler;
        }
    }

    /** Keeps up to {@code liveMax} alive, more only while they are in use; says farewell to each that goes. */
    public LiveHandlers(int liveMax, Consumer<H> farewell) {
        this.liveMax = liveMax;
        this.farewell = farewell;
    }

    /** The handler under this key, made if need be; it stays until everyone who took it gives it back. */
    public H take(K key, Supplier<H> maker) {
        H handler;
        List<H> leaving;
        synchronized (this) {
            Live<H> entry = live.get(key);
            if (entry == null) {
                entry = new Live<>(maker.get());
                live.put(key, entry);
            }
            entry.users++;
            handler = entry.handler;
            leaving = evict();
        }
        leaving.forEach(farewell);
        return handler;
    }

    public void giveBack(K key) {
        List<H> leaving;
        synchronized (this) {
            Live<H> entry = live.get(key);
            if (entry != null) {
                entry.users--;
            }
            leaving = evict();
        }
        leaving.forEach(farewell);
    }

    public synchronized int size() {
        return live.size();
    }

    /** Lets all go, in use or not: the host closes. */
    public void clear() {
        List<H> leaving = new ArrayList<>();
        synchronized (this) {
            live.values().forEach(entry -> leaving.add(entry.handler));
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
                leaving.add(entry.handler);
            }
        }
        return leaving;
    }
}

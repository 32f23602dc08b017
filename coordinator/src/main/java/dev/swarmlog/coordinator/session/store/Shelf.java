package dev.swarmlog.coordinator.session.store;

import dev.swarmlog.coordinator.session.core.Session;
import dev.swarmlog.coordinator.session.core.machine.Dues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Mutable, for one thread: the sessions of one task, and which of them is due next. What changed is written when the task
 * commits, each part in its last form, and what comes and goes between two commits not at all.
 */
public final class Shelf {
    /** No id and no part's name has it. */
    private static final char BETWEEN = '|';

    private final Bytes store;
    private final Map<String, Held> sessions = new HashMap<>();
    private final Map<String, Map<String, Part>> written = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Map<String, Due> dueBySession = new HashMap<>();
    private final TreeSet<Due> dues =
            new TreeSet<>(Comparator.comparingLong(Due::atMs).thenComparing(Due::sessionId));

    private record Due(long atMs, String sessionId) {}

    /** What holds the bytes. */
    public interface Bytes {
        void put(String key, byte[] bytes);

        void delete(String key);

        void each(BiConsumer<String, byte[]> viewer);
    }

    public Shelf(Bytes store) {
        this.store = store;
    }

    /** Begins with what the store holds. */
    public List<String> restore() {
        Map<String, Map<String, Part>> parts = new HashMap<>();
        store.each((key, bytes) -> {
            int end = key.indexOf(BETWEEN);
            String name = key.substring(end + 1);
            parts.computeIfAbsent(key.substring(0, end), id -> new HashMap<>())
                    .put(name, PartCodec.decode(name, bytes));
        });
        parts.forEach((id, those) -> {
            Held held = Assembly.of(id, those);
            sessions.put(id, held);
            written.put(id, Part.of(held));
            due(id, Dues.nextMs(held.session()));
        });
        return parts.keySet().stream().sorted().toList();
    }

    public @Nullable Held get(String sessionId) {
        return sessions.get(sessionId);
    }

    public void put(Held held) {
        String id = held.session().id();
        sessions.put(id, held);
        changed.add(id);
        due(id, Dues.nextMs(held.session()));
    }

    public void remove(String sessionId) {
        sessions.remove(sessionId);
        changed.add(sessionId);
        due(sessionId, Long.MAX_VALUE);
    }

    /** Writes what changed; to be called before each commit. */
    public void write() {
        for (String id : changed) {
            Held held = sessions.get(id);
            Map<String, Part> before = written.getOrDefault(id, Map.of());
            Map<String, Part> now = held == null ? Map.of() : Part.of(held);
            now.forEach((name, part) -> {
                Part old = before.get(name);
                if (old == null || !part.isStill(old)) {
                    store.put(id + BETWEEN + name, PartCodec.encode(part));
                }
            });
            before.keySet().stream()
                    .filter(name -> !now.containsKey(name))
                    .forEach(name -> store.delete(id + BETWEEN + name));
            if (now.isEmpty()) {
                written.remove(id);
            } else {
                written.put(id, now);
            }
        }
        changed.clear();
    }

    /** Those that something is due of by now. */
    public List<String> due(long nowMs) {
        List<String> found = new ArrayList<>();
        for (Due due : dues) {
            if (due.atMs > nowMs) {
                break;
            }
            found.add(due.sessionId);
        }
        return found;
    }

    /** All, as they are now, in the order of their ids. */
    public List<Session> sessions() {
        return sessions.values().stream()
                .map(Held::session)
                .sorted(Comparator.comparing(Session::id))
                .toList();
    }

    public int size() {
        return sessions.size();
    }

    private void due(String sessionId, long atMs) {
        Due before = dueBySession.remove(sessionId);
        if (before != null) {
            dues.remove(before);
        }
        if (atMs != Long.MAX_VALUE) {
            Due fresh = new Due(atMs, sessionId);
            dueBySession.put(sessionId, fresh);
            dues.add(fresh);
        }
    }
}

package dev.swarmlog.saga.shelf;

import dev.swarmlog.saga.checkpoint.Checkpoint;
import dev.swarmlog.saga.checkpoint.CheckpointCodec;
import dev.swarmlog.saga.checkpoint.DamagedCheckpoint;
import dev.swarmlog.schemas.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Mutable and hot, for one thread: the sagas of one task. What is put is written at once; what was used lately is held decoded. */
public final class Shelf {
    private final Bytes store;
    private final int endedMax;
    private final Timers timers = new Timers();
    private final Queue<String> ended = new ArrayDeque<>();
    private final Map<String, Checkpoint> decoded;
    private final Survey survey;
    private long going;
    private long needingAttention;

    /** What holds the bytes. */
    public interface Bytes {
        byte @Nullable [] get(String sagaId);

        void put(String sagaId, byte[] bytes);

        void delete(String sagaId);

        void each(Each each);

        /** So many from this one on, in the order of their ids; returns the next one after those, null where they end. */
        @Nullable
        String some(@Nullable String fromSagaId, int max, Each each);

        /** Sees one after the other. */
        interface Each {
            void see(String sagaId, byte[] bytes);
        }
    }

    /** @param stillMs after which a saga to which nothing happens is said to stand still */
    public Shelf(Bytes store, int decodedMax, int endedMax, long stillMs) {
        this.store = store;
        this.survey = new Survey(store, stillMs);
        this.endedMax = endedMax;
        this.decoded = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Checkpoint> eldest) {
                return size() > decodedMax;
            }
        };
    }

    /**
     * Begins with what the store holds, without decoding it.
     *
     * @return those that changed so shortly before the last change of all that nobody may have been told
     */
    public List<String> restore(long untoldMs) {
        List<String> lately = new ArrayList<>();
        long[] last = {0};
        store.each((id, bytes) -> last[0] = Math.max(last[0], CheckpointCodec.changedMs(bytes)));
        store.each((id, bytes) -> {
            timers.set(id, CheckpointCodec.nextDueMs(bytes));
            if (CheckpointCodec.isOver(bytes)) {
                ended.add(id);
            } else {
                going++;
                needingAttention += CheckpointCodec.needsAttention(bytes) ? 1 : 0;
            }
            if (CheckpointCodec.changedMs(bytes) >= last[0] - untoldMs) {
                lately.add(id);
            }
        });
        return lately;
    }

    public @Nullable Checkpoint get(String sagaId) throws DamagedCheckpoint {
        Checkpoint held = decoded.get(sagaId);
        if (held != null) {
            return held;
        }
        byte[] bytes = store.get(sagaId);
        if (bytes == null) {
            return null;
        }
        Checkpoint read = CheckpointCodec.read(sagaId, bytes);
        decoded.put(sagaId, read);
        return read;
    }

    /** Stores it, and tells how many bytes it takes; 0 where those are more than a record can hold, and nothing was stored. */
    public int put(@Nullable Checkpoint before, Checkpoint after) {
        String id = after.saga().id();
        byte[] bytes = CheckpointCodec.write(after);
        if (bytes.length > Limits.VALUE_BYTES_MAX) {
            return 0;
        }
        store.put(id, bytes);
        decoded.put(id, after);
        timers.set(id, after.nextDueMs());
        boolean wasGoing = before != null && !before.over();
        if (after.over() && (before == null || wasGoing)) {
            ended.add(id);
        }
        going += (after.over() ? 0 : 1) - (wasGoing ? 1 : 0);
        needingAttention += (after.needsAttention() ? 1 : 0) - (before != null && before.needsAttention() ? 1 : 0);
        return bytes.length;
    }

    /** The same in place of one that cannot be read, or that is not there. */
    public int replace(String sagaId, Checkpoint by) {
        byte[] before = store.get(sagaId);
        int bytes = put(null, by);
        if (bytes > 0) {
            leave(before);
        }
        return bytes;
    }

    /** Forgets one that is over. */
    public void remove(String sagaId) {
        store.delete(sagaId);
        decoded.remove(sagaId);
        timers.set(sagaId, 0);
    }

    /** Forgets one that cannot be read. */
    public void drop(String sagaId) {
        leave(store.get(sagaId));
        remove(sagaId);
    }

    /** One that is not here any more does not count. */
    private void leave(byte @Nullable [] bytes) {
        if (bytes != null && !CheckpointCodec.isOver(bytes)) {
            going--;
            needingAttention -= CheckpointCodec.needsAttention(bytes) ? 1 : 0;
        }
    }

    /** Takes out one that is due; null when there is none. */
    public @Nullable String takeDue(long nowMs) {
        return timers.takeDue(nowMs);
    }

    /** Takes out one that ended long ago where too many are kept; it may be forgotten, or open again, by now. */
    public @Nullable String takeSurplus() {
        return ended.size() > endedMax ? ended.poll() : null;
    }

    /** Looks at it again then. */
    public void lookAgain(String sagaId, long atMs) {
        timers.set(sagaId, atMs);
    }

    public long going() {
        return going;
    }

    public int timers() {
        return timers.size();
    }

    /** How things stand now; sagas that stand still are looked for little by little. */
    public Holding holding(long nowMs) {
        return new Holding(going, timers.size(), needingAttention, survey.goOn(nowMs));
    }
}

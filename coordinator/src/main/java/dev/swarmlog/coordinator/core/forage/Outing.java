package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mutable: a load that is out, in one copy or, where that is late, in several. The first that comes back well counts. */
final class Outing {
    static final int COPIES_MAX = 3;

    private Load load;
    private final List<Copy> copies = new ArrayList<>(1);

    /** What went by one way. Mutable: it is late one day. */
    static final class Copy {
        final int attempt;
        final int way;
        final long sentMs;
        boolean late;

        Copy(int attempt, int way, long sentMs) {
            this.attempt = attempt;
            this.way = way;
            this.sentMs = sentMs;
        }
    }

    Outing(Load load) {
        this.load = load;
    }

    Load load() {
        return load;
    }

    List<Copy> copies() {
        return copies;
    }

    Hunt.Order send(int way, long nowMs) {
        load = load.sentBy(way);
        copies.add(new Copy(load.attempts(), way, nowMs));
        return new Hunt.Order(load, load.attempts(), way);
    }

    @Nullable
    Copy copy(int attempt) {
        for (Copy each : copies) {
            if (each.attempt == attempt) {
                return each;
            }
        }
        return null;
    }

    /** It will not come back well. */
    void fail(Copy copy) {
        copies.remove(copy);
        load = load.failedOnce();
    }

    /** Whether one more copy would do it good. */
    boolean isLate() {
        for (Copy each : copies) {
            if (!each.late) {
                return false;
            }
        }
        return copies.size() < COPIES_MAX;
    }

    void write(StateWriter to) {
        load.write(to);
        to.whole(copies.size());
        for (Copy each : copies) {
            to.whole(each.attempt).whole(each.way).large(each.sentMs).truth(each.late);
        }
    }

    static Outing read(StateReader from) {
        Outing read = new Outing(Load.read(from));
        for (int left = from.whole(); left > 0; left--) {
            Copy copy = new Copy(from.whole(), from.whole(), from.large());
            copy.late = from.truth();
            read.copies.add(copy);
        }
        return read;
    }
}

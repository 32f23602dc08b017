package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Mutable, for one thread: all loads that are out, and which of them are late. */
final class Outings {
    /** Where somebody answers, this share of loads may be out in several copies. */
    private static final double COPIED_SHARE = 0.1;

    /** Who did not watch for so long knows nothing of what is late. */
    private static final long AWAY_MS = 1_000;

    private static final long WATCH_MS = 20;

    private final HuntRule rule;
    private final Tempo tempo;
    private final Map<Long, Outing> out = new TreeMap<>();

    // what is no state: it is seen again after a restart
    private final Deque<Outing> late = new ArrayDeque<>();
    private long watchedMs;
    private long watchingSinceMs;

    Outings(HuntRule rule, Tempo tempo) {
        this.rule = rule;
        this.tempo = tempo;
    }

    int size() {
        return out.size();
    }

    Collection<Outing> all() {
        return out.values();
    }

    void add(Outing outing) {
        out.put(outing.load().key(), outing);
    }

    @Nullable
    Outing get(long number, int item) {
        return out.get(Load.key(number, item));
    }

    void remove(Outing outing) {
        out.remove(outing.load().key());
    }

    /** Where nobody answers, one load at a time finds out whether somebody does again. */
    boolean isProbed(int way) {
        return out.values().stream()
                .anyMatch(each -> each.copies().stream().anyMatch(copy -> copy.way == way && !copy.late));
    }

    /** How many want one more copy; none where nobody answers by any way. */
    int copiable(long nowMs) {
        for (int way = 0; way < rule.ways().size(); way++) {
            if (!tempo.isSilent(way, nowMs)) {
                return late.size();
            }
        }
        return 0;
    }

    /** One more copy of it is to go out; null where nothing is late. */
    @Nullable
    Outing nextLate() {
        while (!late.isEmpty()) {
            Outing next = late.removeFirst();
            if (out.get(next.load().key()) == next && next.isLate()) {
                return next;
            }
        }
        return null;
    }

    /**
     * Copies of which nobody said a word for too long. Notes what is late: all of it where nobody answers, and a share of
     * the rest, so that who is slow because there is much to do gets little more.
     */
    List<Hunt.Order> watch(long nowMs, Consumer<Outing.Copy> turnedLate) {
        if (nowMs - watchedMs < WATCH_MS) {
            return List.of();
        }
        if (nowMs - watchedMs > AWAY_MS) {
            watchingSinceMs = nowMs;
        }
        watchedMs = nowMs;
        late.clear();
        List<Hunt.Order> givenUp = new ArrayList<>();
        long spare = Math.max(1, (long) (rule.outMax() * COPIED_SHARE)) - copied();
        for (Outing each : out.values()) {
            boolean unanswered = true;
            for (Outing.Copy copy : each.copies()) {
                if (nowMs - copy.sentMs >= rule.patienceMs()) {
                    givenUp.add(new Hunt.Order(each.load(), copy.attempt, copy.way));
                }
                if (turnsLate(copy, nowMs)) {
                    copy.late = true;
                    tempo.late(copy.way, each.load().key(), copy.attempt, copy.sentMs);
                    turnedLate.accept(copy);
                }
                unanswered &= tempo.isSilent(copy.way, nowMs);
            }
            if (each.isLate() && (unanswered || spare-- > 0)) {
                late.add(each);
            }
        }
        return givenUp;
    }

    private long copied() {
        return out.values().stream().filter(each -> each.copies().size() > 1).count();
    }

    private boolean turnsLate(Outing.Copy copy, long nowMs) {
        return !copy.late && nowMs - Math.max(copy.sentMs, watchingSinceMs) >= tempo.lateMs(copy.way, nowMs);
    }

    void write(StateWriter to) {
        to.whole(out.size());
        out.values().forEach(each -> each.write(to));
    }

    void read(StateReader from) {
        for (int left = from.whole(); left > 0; left--) {
            add(Outing.read(from));
        }
    }
}

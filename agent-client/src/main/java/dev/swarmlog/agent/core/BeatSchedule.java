package dev.swarmlog.agent.core;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * When each of many beats next. Mutable, for one thread. Each begins at a random point of the interval and then keeps
 * its own rhythm with a little jitter, so that thousands neither beat at once nor drift into doing so.
 */
public final class BeatSchedule<T> {
    private static final double JITTER = 0.05;

    private final long intervalMs;
    private final RandomGenerator random;
    private final PriorityQueue<Beat<T>> queue = new PriorityQueue<>(Comparator.comparingLong(Beat::atMs));
    private final Set<T> members = new HashSet<>();

    private record Beat<T>(T who, long atMs) {}

    public BeatSchedule(long intervalMs, RandomGenerator random) {
        this.intervalMs = intervalMs;
        this.random = random;
    }

    public void add(T who, long nowMs) {
        if (members.add(who)) {
            queue.add(new Beat<>(who, nowMs + random.nextLong(intervalMs)));
        }
    }

    /** Whoever is removed does not beat again. */
    public void remove(T who) {
        if (members.remove(who)) {
            queue.removeIf(beat -> beat.who().equals(who));
        }
    }

    /** Beats for all whose time has come, once each however late it is. */
    public void beat(long nowMs, Consumer<T> beats) {
        while (!queue.isEmpty() && queue.element().atMs() <= nowMs) {
            T who = queue.remove().who();
            queue.add(new Beat<>(who, nowMs + nextGapMs()));
            beats.accept(who);
        }
    }

    /** Never longer than the interval, which is a promise. */
    private long nextGapMs() {
        return Math.max(1, Math.round(intervalMs * (1.0 - JITTER * random.nextDouble())));
    }
}

package dev.swarmlog.agent.core;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * An agent's places to work, its short queue before them, and ahead of that room for one who only looks whether a place
 * ever comes free. Mutable and thread-safe; never holds more than told.
 */
public final class Places<T> {
    private final int placesMax;
    private final int queueMax;
    private final ArrayDeque<T> queue = new ArrayDeque<>(0);
    private @Nullable T ahead;
    private int taken;

    /** What became of work that was offered. */
    public enum Admission {
        /** It has a place: begin. */
        BEGIN,
        /** It will come out of {@link #next} when its turn comes. */
        WAIT,
        /** There is no room for it. */
        REFUSED
    }

    public Places(int placesMax, int queueMax) {
        this.placesMax = placesMax;
        this.queueMax = queueMax;
    }

    public synchronized Admission offer(T work) {
        if (taken < placesMax) {
            taken++;
            return Admission.BEGIN;
        }
        if (queue.size() < queueMax) {
            queue.add(work);
            return Admission.WAIT;
        }
        return Admission.REFUSED;
    }

    /** Work of no length, which goes before all that waits. The newest takes the room of one that waits already. */
    public synchronized Admission offerAhead(T work) {
        if (taken < placesMax) {
            taken++;
            return Admission.BEGIN;
        }
        ahead = work;
        return Admission.WAIT;
    }

    /** Whoever began and is done calls this, and does what it returns next; null frees the place. */
    public synchronized @Nullable T next() {
        T next = ahead != null ? ahead : queue.poll();
        ahead = null;
        if (next == null) {
            taken--;
        }
        return next;
    }

    public synchronized int taken() {
        return taken;
    }

    public synchronized int queued() {
        return queue.size();
    }
}

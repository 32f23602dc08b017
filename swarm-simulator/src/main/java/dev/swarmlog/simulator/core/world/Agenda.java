package dev.swarmlog.simulator.core.world;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Mutable: what happens by itself, by its time; what is due at once happens in the order in which it was made due. */
final class Agenda<T> {
    private final PriorityQueue<Due<T>> queue = new PriorityQueue<>();
    private long order;

    enum What {
        BEAT,
        RENEWAL,
        END
    }

    record Due<T>(long atNanos, long order, Worker<T> worker, Worker.@Nullable Job<T> job, What what)
            implements Comparable<Due<T>> {
        @Override
        public int compareTo(Due<T> other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    void beat(Worker<T> worker, long atNanos) {
        queue.add(new Due<>(atNanos, order++, worker, null, What.BEAT));
    }

    void add(Worker<T> worker, Worker.Job<T> job, long atNanos, What what) {
        queue.add(new Due<>(atNanos, order++, worker, job, what));
    }

    /** When the next is due; {@link Long#MAX_VALUE} where there is none. */
    long nextNanos() {
        Due<T> due = queue.peek();
        return due == null ? Long.MAX_VALUE : due.atNanos;
    }

    /** Takes the next one out if it is due by then. */
    @Nullable
    Due<T> due(long nowNanos) {
        return nextNanos() <= nowNanos ? queue.poll() : null;
    }
}

package dev.swarmlog.router.core.strategy;

/**
 * Mutable and for one thread: the order in which the seats of one pool are chosen.
 *
 * <p>Seats are known by their number in the pool. The pool keeps apart which of them are open: they had room, and nothing
 * against them, when they were last looked at. A strategy chooses among those alone, and may keep an order of its own of
 * them, since it hears of each that opens or closes. What it chooses may turn out to be full; then that seat is closed, and
 * it is asked again. No method may cost more than O(log n), but for {@link #seated} and {@link #propensity}.
 */
public interface Strategy {
    /** Stands for no seat. */
    int NONE = -1;

    /** The pool has other members, in the order of their ids and all open. What was learned of those who stay still holds. */
    default void seated(AgentPool pool) {}

    /** The number of an open seat, of which there is at least one. */
    int choose(AgentPool pool, Wish wish);

    /** The seat has room again. */
    default void opened(AgentPool pool, int seat) {}

    /** The seat has no room, or the message that is being placed avoids it. */
    default void closed(AgentPool pool, int seat) {}

    /** A message of this pool began to count as the seat's work in flight, or its work came back. */
    default void counted(AgentPool pool, String agentId, int change) {}

    /** Work of this pool came back from the seat, with success or not. */
    default void learned(AgentPool pool, int seat, Lesson lesson) {}

    /** By what candidates are told apart, lower is better; for whoever asks why. */
    default double score(AgentPool pool, int seat, long nowMs) {
        return pool.seat(seat).loadWithOneMore();
    }

    /** How likely the seat was that has just been chosen; 1 where chance has no part. */
    default double propensity(AgentPool pool, int chosen, long nowMs) {
        return 1;
    }

    /** What became of a delivery. */
    record Lesson(boolean success, long latencyMs, long nowMs) {}
}

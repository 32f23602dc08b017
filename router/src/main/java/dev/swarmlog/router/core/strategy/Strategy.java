package dev.swarmlog.router.core.strategy;

/**
 * Mutable and for one thread: the order in which the seats of one pool are chosen.
 *
 * <p>Seats are known by their number in the pool. The pool keeps apart which of them are open: they had room when they
 * were last looked at. A strategy chooses among those alone, and may keep an order of its own of them, since it hears of
 * each that opens or closes. What it chooses may turn out to be full; then that seat is closed, and it is asked again.
 * No method may cost more than O(log n), but for {@link #seated}.
 */
public interface Strategy {
    /** Stands for no seat. */
    int NONE = -1;

    /** The pool has other members, all of them open. Numbers of before mean nothing any more. */
    default void seated(AgentPool pool) {}

    /** The number of an open seat, of which there is at least one; {@link #NONE} where none of them will do. */
    int choose(AgentPool pool, Wish wish);

    /** The seat has room again. */
    default void opened(int seat) {}

    /** The seat has no room, or the message that is being placed avoids it. */
    default void closed(int seat) {}
}

package dev.swarmlog.router.core.balance;

import java.util.List;

/**
 * An agent as a member of a pool.
 *
 * @param inbox the partition of deliveries that it reads
 * @param concurrency how many it works on at once
 * @param capacity how many it is sent before one comes back
 * @param reserved how much of that is kept for other messages than those of this pool
 */
public record Seat(
        String agentId,
        long epoch,
        int inbox,
        int concurrency,
        int capacity,
        int reserved,
        AgentLoad load,
        Traits traits) {
    /**
     * What its card says, and the registry of it, that some strategies go by.
     *
     * @param weight its share relative to others
     * @param healthy whether the registry finds no fault with it
     */
    public record Traits(double weight, String zone, List<String> tags, boolean healthy) {
        public static final Traits PLAIN = new Traits(1, "", List.of(), true);
    }

    public Seat(String agentId, long epoch, int inbox, int concurrency, int capacity, AgentLoad load) {
        this(agentId, epoch, inbox, concurrency, capacity, 0, load, Traits.PLAIN);
    }

    /** The same for messages that must leave room for others. */
    public Seat reserving(int places) {
        return new Seat(agentId, epoch, inbox, concurrency, capacity, places, load, traits);
    }

    /** How busy the agent would be with one more: 1.0 is just busy. */
    public double loadWithOneMore() {
        return (load.inHand() + 1.0) / concurrency;
    }
}

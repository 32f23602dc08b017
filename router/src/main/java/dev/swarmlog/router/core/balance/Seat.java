package dev.swarmlog.router.core.balance;

/**
 * An agent as a member of a pool.
 *
 * @param inbox the partition of deliveries that it reads
 * @param concurrency how many it works on at once
 * @param capacity how many it is sent before one comes back
 */
public record Seat(String agentId, long epoch, int inbox, int concurrency, int capacity, AgentLoad load) {
    /** How busy the agent would be with one more: 1.0 is just busy. */
    public double loadWithOneMore() {
        return (load.inFlight() + 1.0) / concurrency;
    }
}

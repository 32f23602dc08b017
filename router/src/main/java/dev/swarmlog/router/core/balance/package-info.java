/**
 * Who takes the next message: the agents of a pool as {@link dev.swarmlog.router.core.balance.Seat seats}, how loaded
 * they are, the strategy that chooses, the line of messages that nobody has room for, and the wheel of their timers.
 *
 * <p>This is the data plane: mutable, allocation-free where it counts, and owned by one thread, a task's. Only
 * {@link dev.swarmlog.router.core.balance.SharedLoads} is for all tasks of a process, since they send to the same agents.
 *
 * <p>No cost here grows with the number of agents but that of {@link dev.swarmlog.router.core.balance.AgentPool#seat},
 * which runs when a pool's members change.
 */
@NullMarked
package dev.swarmlog.router.core.balance;

import org.jspecify.annotations.NullMarked;

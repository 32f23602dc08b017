/**
 * What there is to balance: agents as {@link dev.swarmlog.router.core.balance.Seat seats}, how loaded they are, the line
 * of messages that nobody has room for, and the wheel of their timers. Who of them gets a message is the business of
 * {@link dev.swarmlog.router.core.strategy}.
 *
 * <p>This is the data plane: mutable, allocation-free where it counts, and owned by one thread, a task's. Only
 * {@link dev.swarmlog.router.core.balance.SharedLoads} is for all tasks of a process, since they send to the same agents.
 *
 * <p>No cost here grows with the number of agents.
 */
@NullMarked
package dev.swarmlog.router.core.balance;

import org.jspecify.annotations.NullMarked;

/**
 * Runs agents: one producer, one consumer and one timer for any number of them.
 *
 * <pre>
 *  messages.deliveries, one partition --> Inbox (reading thread: is it ours? can it be read?)
 *       --> Work (seen before? a place free?) --> handler, on a thread of its own or inline
 *       --> Outcomes --> messages.outcomes
 *  HostTimer (one thread): heartbeats over their interval, leases renewed, deadlines kept
 * </pre>
 *
 * <p>A handler runs at most once per delivery: what was answered lately is answered again, what still runs is left to
 * run. A delivery that a host loses (it dies, or cannot write) comes back to some agent when its lease runs out, and
 * the fence that outcomes carry keeps the late one from counting.
 */
@NullMarked
package dev.swarmlog.agent.host;

import org.jspecify.annotations.NullMarked;

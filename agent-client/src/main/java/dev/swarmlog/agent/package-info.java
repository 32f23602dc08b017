/**
 * The SDK with which an agent joins an installation.
 *
 * <pre>
 *  Agent (what it is, immutable)  --add-->  AgentHost (owns the Kafka clients, for any number of agents)
 *
 *  messages.deliveries, one partition --> Inbox (reading thread) --> HostedAgent (places and queue)
 *       --> handler, on a virtual thread or inline --> Outcomes --> messages.outcomes
 *  timer thread: heartbeats spread over their interval, leases renewed, deadlines kept
 * </pre>
 *
 * <p>A handler runs at most once per delivery: what was answered lately is answered again, what still runs is left to
 * run. A delivery that a host loses (it dies, it cannot write) comes back to some agent when its lease runs out; the
 * fence that outcomes carry keeps the late one from counting.
 *
 * <p>Submitting work is in {@code messages}, finding agents in {@code discovery}, arithmetic without Kafka in
 * {@code core}. Deliberately missing: consumer groups (an inbox is assigned, so nothing rebalances) and
 * any call to a service (the log is the platform).
 */
@NullMarked
package dev.swarmlog.agent;

import org.jspecify.annotations.NullMarked;

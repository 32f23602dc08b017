/**
 * Sessions on Kafka: many agents that do one thing together, by phases with barriers, channels, a board and leases.
 *
 * <pre>
 *   sessions.commands --> SessionProcessor --> sessions.events    what happened
 *     (anyone)               |   ^   ^    +--> sessions.replies   to whoever asked, when it is settled
 *                            v   |   |    +--> sessions.status    the picture --> the index of every instance
 *        the sessions of the task, in parts  AgentLives, of agents.status: who is dead
 * </pre>
 *
 * <p>Exactly once: the session, its events and its answers commit together, so whoever was answered knows what is. The
 * decisions are in {@code core}. A lease is by this service's clock; who takes over gives each holder its whole time again.
 */
@NullMarked
package dev.swarmlog.coordinator.session;

import org.jspecify.annotations.NullMarked;

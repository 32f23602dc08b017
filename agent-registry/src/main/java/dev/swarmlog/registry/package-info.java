/**
 * The registry: who is there, how well it is, and who can do what.
 *
 * <pre>
 *   agents.registrations --+                        +--> agents.status --+--> everybody's index
 *   agents.heartbeats -----+--> registry (by agent) +--> agents.events   |
 *   agents.observations ---+        |               +--> platform.alerts +--> this instance's index --> GET /agents
 *                                   |               +--> messages.deliveries: canaries, beside the transaction
 *                                 store "agents" (changelog)
 * </pre>
 *
 * <p>Cards, beats and what routers observed of one agent meet in one task, on one thread. {@code core} decides, {@code
 * RegistryProcessor} keeps what was decided, all in one transaction with what it publishes.
 *
 * <p>Beats are many and say little: they live in memory. Written are changes of state, of card, of liveness, and of load
 * or score by a band, these at most once per agent and interval; so output follows what happens, not how often it is said.
 * What a restart forgets is when each agent was last seen, and the grace that everybody gets then makes up for it.
 *
 * <p>Invariants: an older epoch never changes an agent of a newer one; a status's version rises by one; nobody is declared
 * dead for a silence during which the registry itself was not looking, nor without having been suspect before; the costs
 * in {@code why} sum to what the score lacks.
 */
@NullMarked
package dev.swarmlog.registry;

import org.jspecify.annotations.NullMarked;

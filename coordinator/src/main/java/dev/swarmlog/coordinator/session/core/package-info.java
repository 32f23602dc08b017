/**
 * Sessions: many agents that do one thing together. Pure: {@code (session, trigger, now) -> (session', facts, answers)}.
 *
 * <pre>
 *               all joined, or the quorum          all arrived at the last phases, or END
 *   GATHERING ---------------------------> RUNNING ---------------------------------> COMPLETED
 *       |     or the deadline                 |
 *       +-------------------------------------+--- CANCEL, a barrier's deadline -----> CANCELLED
 *                                             +--- the session's deadline -----------> EXPIRED
 * </pre>
 *
 * <p>The machine decides by facts alone: whatever changes a session is a {@link
 * dev.swarmlog.coordinator.session.core.Fact}, applied by {@link dev.swarmlog.coordinator.session.core.Session#after}
 * while it is decided and again by whoever folds the history. So both are the same by construction.
 *
 * <p>What holds of every session:
 * <ul>
 *   <li>A phase opens once, and only when the arrivals that its barrier asks for are there, or its deadline has passed.
 *   <li>A resource has one holder at most; its fence rises with each lease.
 *   <li>Letters of a channel are taken in the order in which they were accepted, and none is gone before it was
 *       acknowledged or the session is over.
 *   <li>No key has the same version twice; a put that names a version happens only while the key is at it.
 *   <li>Who left or was lost with its agent holds nothing and is waited for by nothing; what it did counts.
 *   <li>A command that is repeated changes nothing, and is answered as the first time.
 *   <li>A session that is over holds nobody up: no lease, no letter, no waiter is left.
 * </ul>
 */
@NullMarked
package dev.swarmlog.coordinator.session.core;

import org.jspecify.annotations.NullMarked;

/**
 * The life of one message, as a decision over (state, event, now): {@link dev.swarmlog.router.core.MessageMachine}.
 *
 * <pre>
 *                    +----------------------- agent free -----------------------+
 *                    |                                                          v
 *   Unseen --no agent--> Waiting <--lost, lease over, nobody free-- InFlight --> Answered --> (forgotten)
 *      |                    ^                                      |    ^           ^
 *      +--agent free-----------------------------------------------|----+           |
 *      |                    +--time is up-- BackingOff <--failed---+                |
 *      +--refused, and from every state: deadline, attempts used up, given up------+
 *
 *   taken back:  Waiting, BackingOff --at once--> Answered
 *                InFlight --agent told--> Withdrawing --its word, lost, no word in time--> Answered
 *
 *   without tracking:  Unseen or Waiting --agent free--> HandedOver --> (forgotten)
 * </pre>
 *
 * <p>Invariants. The attempt rises by one with every assignment to an agent and is the fence: news of a lower one
 * changes nothing. An answer without a result says whether the work may have been done all the same. Every tracked message reaches Answered, and with it goes one reply or one dead letter. A state says itself
 * when it must be looked at again ({@link dev.swarmlog.router.core.MessageState#dueMs}), so timers, queues and loads
 * are rebuilt from states alone.
 *
 * <p>Payloads are no business of this package: it never sees them. Who could take a message and the luck of the draw
 * come in through {@link dev.swarmlog.router.core.Roster}.
 */
@NullMarked
package dev.swarmlog.router.core;

import org.jspecify.annotations.NullMarked;

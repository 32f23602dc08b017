/**
 * Finds an agent for each message, and keeps at it until there is an answer.
 *
 * <pre>
 *   messages.submitted --+                          +--> messages.deliveries   (the partition on the agent's card)
 *                        +--> one task a partition -+--> messages.replies      (the requester's topic and partition)
 *   messages.outcomes  --+        |                 +--> messages.dead-letters (nobody waits, and it did not work)
 *                                 |                 +--> agents.observations   (what was seen of each agent)
 *   agents.status ----> index ----+                 +--> platform.alerts       (what is wrong with rules)
 *   routing.rules ----> rules ----+
 * </pre>
 *
 * <p>{@link dev.swarmlog.router.core.MessageMachine} decides, {@link dev.swarmlog.router.RouterTask} holds the messages
 * of one partition, {@link dev.swarmlog.router.RouterProcessor} is all that Streams sees. The router runs at least once
 * and is idempotent instead of transactional: docs/decisions/0003 says what happens at each edge of a crash. A message to
 * several agents is a {@link dev.swarmlog.router.GatherFlight}, and {@link dev.swarmlog.router.Gathers} makes one answer of
 * theirs: docs/decisions/0060.
 *
 * <p>A router may be behind: no lease ends, and no agent is lost, before {@link dev.swarmlog.router.Heard} says that all was
 * read which agents told until then.
 *
 * <p>Threads: a task is one thread's alone. Tasks of one process share the index, which the global thread writes, and
 * the counts of what each agent has in flight. Who of those that can gets a message is the business of
 * {@link dev.swarmlog.router.core.strategy}.
 */
@NullMarked
package dev.swarmlog.router;

import org.jspecify.annotations.NullMarked;

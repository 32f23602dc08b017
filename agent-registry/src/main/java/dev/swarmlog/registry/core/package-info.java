/**
 * What the registry knows and how it decides: {@code (agent, event, now) -> (agent', effects)}.
 *
 * <pre>
 *              card              beat                 works badly, or answers nobody
 *   (absent) --------> JOINING --------> HEALTHY &lt;----------------------------------&gt; DEGRADED
 *                         |                 | ^                                          | ^
 *                         |                 | | beats again (or DEGRADED, by its health) | |
 *                         |  silent for longer than is usual for it                      | |
 *                         +---------------> SUSPECT &lt;-----------------------------------+ |
 *                                              | silent for so long that it is sure;       |
 *                                              v withheld while most are silent (Panic)    |
 *                                            DEAD -----------------------------------------+
 *             LEAVE from anywhere              | dead for long                beats again  |
 *                    |                         v                                           |
 *                    v                      GONE (lost) -----------------------------------+
 *                   GONE (left)                |
 *                    +----- much later: forgotten ----> (absent)
 * </pre>
 *
 * <p>Nobody dies without having been suspect for at least one look, and later while many are silent, so that a crowd that
 * falls silent is seen as one. How much silence is unusual, {@code rhythm} knows of each agent; how well it works, {@code
 * health}; what it has proven, {@code liveness}. All (state x event) pairs stand in docs/registry-transitions.md, made from
 * this code.
 *
 * <p>Pure: no Kafka, no Avro, no clock, no logger. Time comes as an argument, on one scale, the broker's: records carry
 * when they were appended, timers how far the registry has verifiably read. What only the task knows (how many are silent,
 * whether one more canary may be asked, whether routers are heard and canaries written) comes with {@code TimedOut}, so
 * that every decision can be replayed.
 * Mutable, each for one thread: {@code Deadlines}, {@code Horizon}, {@code Panic}, {@code RefusalThrottle}.
 */
@NullMarked
package dev.swarmlog.registry.core;

import org.jspecify.annotations.NullMarked;

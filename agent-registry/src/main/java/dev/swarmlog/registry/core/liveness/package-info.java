/**
 * How it is proven that an agent lives, from weak to strong: it beats, it answered a canary, it completed work. Beating
 * proves least: a process whose workers all hang goes on beating.
 *
 * <pre>
 *   work completed, as the router saw it --> WORKING ----+
 *   canary answered, as the router saw it -> ANSWERING --+--> no new proof for a proof's time, or a canary unanswered
 *                                                        |
 *                                          HEARTBEATING <+--> nothing fresher to show: a canary is due
 * </pre>
 *
 * <p>Pure, but for {@code CanaryBudget}, which one thread owns.
 */
@NullMarked
package dev.swarmlog.registry.core.liveness;

import org.jspecify.annotations.NullMarked;

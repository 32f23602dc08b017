/**
 * Which agent of those that can do it gets a message: pools of {@link dev.swarmlog.router.core.balance.Seat seats}, and
 * the {@link dev.swarmlog.router.core.strategy.Strategy strategies} by which one is chosen. Each says itself when to
 * choose it; {@link dev.swarmlog.router.core.strategy.StrategyName} lists them.
 *
 * <p>This is the data plane: mutable, owned by one thread, a task's, and allocation-free where it counts. A choice costs
 * O(1) or O(log n), however many agents a pool has and however many of them are full; only a change of members costs O(n).
 */
@NullMarked
package dev.swarmlog.router.core.strategy;

import org.jspecify.annotations.NullMarked;

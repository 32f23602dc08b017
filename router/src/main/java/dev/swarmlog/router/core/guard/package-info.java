/**
 * What protects agents, and the swarm from them: an agent that fails everything is left alone for a while
 * ({@link dev.swarmlog.router.core.guard.Breaker}), one that fails much more than its like too
 * ({@link dev.swarmlog.router.core.guard.Outliers}), one that is new or back gets little first, and messages are not sent
 * again more often than the swarm can bear ({@link dev.swarmlog.router.core.guard.RetryBudget}).
 *
 * <p>{@link dev.swarmlog.router.core.guard.AgentGuard} is all of it for one agent, and shared by all tasks of a process: what
 * one of them saw protects the messages of all. Nothing of it is kept over a restart; three failures teach it again.
 */
@NullMarked
package dev.swarmlog.router.core.guard;

import org.jspecify.annotations.NullMarked;

/**
 * Sagas: workflows that remember how far they came, whatever dies meanwhile, and that undo what they did when they fail.
 *
 * <pre>
 *   sagas.commands ---+                              +--> messages.submitted (one for each step) --> router
 *                     +--> saga-engine (by saga) ----+--> sagas.events (the history, hash-chained)
 *   sagas.replies ----+           |                  +--> sagas.status (the picture of now)
 *        ^                    store, timers
 *        +--- router
 * </pre>
 *
 * <p>{@code SagaProcessor} is between Streams and a {@code SagaTask}, which loads, decides by the machine of the
 * saga's definition, stores and sends out; {@code SagaCommands} is for what people and programs want. All of it commits
 * together, but for steps that their definition declares idempotent: those are sent ahead, and the commit waits until
 * they are in the log.
 *
 * <p>What is missing on purpose: the agent is not told when its work is withdrawn, since the router knows no way to; the
 * saga waits for what it answers.
 */
@NullMarked
package dev.swarmlog.saga;

import org.jspecify.annotations.NullMarked;

/**
 * Pure: what a saga decides. Nothing here knows Kafka, Avro, a clock, chance, or an expression language.
 *
 * <pre>
 *   (saga, trigger, now) -> facts        {@code SagaMachine} decides, and writes nothing
 *   saga + fact          -> saga         {@code Saga.after(fact)} is the only way in which a saga changes
 *   (saga, fact)         -> effects      what a fact asks of the world
 * </pre>
 *
 * <p>So the history on sagas.events, which holds just these facts, folds to the same saga as the one in the store (the
 * replay law), and an auditor needs no expression to be evaluated again: what was evaluated stands in the facts.
 */
@NullMarked
package dev.swarmlog.saga.core;

import org.jspecify.annotations.NullMarked;

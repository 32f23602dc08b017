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
 *
 * <pre>
 *               all steps done or skipped
 *   Forward ----------------------------------------------------> Ended COMPLETED --its parent is undone--+
 *    |   ^                                                                                                |
 *    |   +-- the pivot was done after all --+                                                             |
 *    |                                      |                                                             |
 *    +-- failed, cancelled, too late --> Stopping <-------------------------------------------------------+
 *                                           | nothing is in doubt any more
 *                                           v
 *                                      Compensating --wave after wave--> Ended COMPENSATED or CANCELLED
 *
 *   beside it: paused or not; with or without steps that need a person (NEEDS_ATTENTION)
 * </pre>
 *
 * <p><b>What was done.</b> A step was done if the history says so; one that answered with a failure did nothing. An attempt
 * that nobody answered, because it took too long or was told to stop, is in doubt where it matters: where the step can be
 * undone, is a pivot, or is a sub-saga. It is taken back, and its agent says whether it was done. Its late success counts, as the step's success on the way forward, and as something
 * to undo on the way back; its late failure settles it. <b>Nothing is undone before all doubts are settled</b>, so that the
 * plan of what is undone is whole and never changes. Whoever is asked answers in the end; where nobody does, or that takes too long, a
 * person is called, can say that it was not done, and is not needed any more when the answer comes. The saga itself never
 * guesses. What answered with something that cannot be kept was done, and failed all the same.
 *
 * <p><b>What is undone, and when</b> ({@code Strategy}):
 * <ul>
 *   <li>BACKWARD: all steps that were done and can be undone, one after the other, the last one first, and none before
 *       all that come after it.
 *   <li>PARALLEL: the same steps, all at once.
 *   <li>SELECTIVE: as BACKWARD, without those whose {@code undoWhen} does not hold; where that has no value, it does.
 *   <li>CASCADE: as BACKWARD, but only the failed step and what it depended on, and of that nothing on which a step was
 *       built that stays. Sub-sagas without a compensation are undone in themselves. Without a step to blame, all.
 *   <li>FORWARD, and every strategy once a pivot is done: nothing. What fails is tried on, and then waits for a person.
 * </ul>
 * Of a MAP, each element that was done is undone, also if the MAP failed, as many at once as it may work on. A compensation
 * is tried again by its own policy; one that keeps failing calls a person, and nothing of a later wave begins meanwhile.
 *
 * <p><b>Cancel.</b> On the way forward all that runs is told to stop, and why, sub-sagas too, and what was done is undone; a pause
 * ends. On the way back it changes nothing. Behind a pivot it is refused; under FORWARD the saga ends and what it did stays.
 *
 * <p><b>Pause.</b> Nothing begins, on either way; what agents and sub-sagas work on goes on, with its time-outs, and is
 * recorded. The saga's own clock stands still: deadline, timers, waits and pauses between attempts are put off by as long as
 * it was paused.
 *
 * <p><b>People.</b> A step that a person skips counts as done without an output. To go back to before a step has all behind
 * it done again; what was done before counts as done until then, and its repetition takes its place. What an answer cannot
 * take back (a pivot, something at work that can be undone, a MAP or sub-saga with parts to undo) refuses it. On the way
 * back only what a person was called for can be skipped, since a repetition of what was meant for the way forward must not
 * skip the way back.
 *
 * <p><b>Invariants</b>, checked after every step of random runs: each attempt is begun once and answered at most once; a
 * step begins only when all before it are over and its condition holds; nothing begins after turning; each thing is undone
 * once, in the strategy's order; a repetition changes nothing; the facts fold to the state; one ending, but for a completed
 * sub-saga that its parent has undone. The whole table of transitions: docs/saga-transitions.md.
 *
 * <p>Missing on purpose: commands of people but signals bear no id, so one that is repeated long after is obeyed again if it
 * still makes sense then.
 */
@NullMarked
package dev.swarmlog.saga.core;

import org.jspecify.annotations.NullMarked;

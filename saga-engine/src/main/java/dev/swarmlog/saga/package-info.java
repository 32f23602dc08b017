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
 * <p>Missing until its issue: all of that. The service has its name, its settings and its place in every process and
 * health report; its topology has no source yet, and the runtime then starts no stream and calls it ready.
 */
@NullMarked
package dev.swarmlog.saga;

import org.jspecify.annotations.NullMarked;

/**
 * Sagas on real processes that are killed and stopped, judged by the log and by what agents did: the history of each saga
 * is whole and folds to its status, each result counts once, and what is undone is what was done, in the order that the
 * definition says.
 */
@NullMarked
package dev.swarmlog.sagas;

import org.jspecify.annotations.NullMarked;

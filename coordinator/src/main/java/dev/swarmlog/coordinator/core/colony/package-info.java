/**
 * A swarm as a whole: what was asked for, how far it came, and the one record that is kept of it.
 *
 * <pre>
 *             nothing says that it is done
 *   GOING ------------------------------------+
 *     |  ^------------------------------------+
 *     |
 *     +-- target, plateau, agreement, nothing left --> CONVERGED
 *     +-- all steps made --> fallback: RESTART (elsewhere, so often) --> GOING
 *     |                                BEST                         --> EXHAUSTED, with the best it found
 *     |                                FAIL                         --> FAILED
 *     +-- somebody stops it --> STOPPED
 * </pre>
 *
 * <p>Same definition, same seed: same run, step by step, whether it was interrupted or not.
 */
@NullMarked
package dev.swarmlog.coordinator.core.colony;

import org.jspecify.annotations.NullMarked;

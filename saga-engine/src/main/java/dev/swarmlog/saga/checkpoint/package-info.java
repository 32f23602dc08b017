/**
 * The one record that the engine keeps of each saga.
 *
 * <pre>
 *   format (1) | next due (8) | last changed (8) | over (1) | SHA-256 of all the rest (32) | the saga
 * </pre>
 *
 * <p>What timers need stands in front, so that a restart looks at a million of them without decoding one. The hash is
 * compared at every load: what a disk or a bug altered is never gone on with, and that saga alone stands still until it
 * is rebuilt from its history. An older format is read and comes back in the newest; a newer one is refused.
 */
@NullMarked
package dev.swarmlog.saga.checkpoint;

import org.jspecify.annotations.NullMarked;

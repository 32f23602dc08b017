/**
 * What becomes of sagas, by the definition that they go by, and what should be changed about it.
 *
 * <pre>
 *  sagas.events --by saga--&gt; {@link dev.swarmlog.coordinator.tracker.RunProcessor} --sagas.runs, by definition--&gt;
 *  {@link dev.swarmlog.coordinator.tracker.TrackProcessor} (and improvements.commands)
 *     --&gt; sagas.tracks, improvements.status, and where a change is tried sagas.definitions
 * </pre>
 *
 * <p>Figures are figures: what is young at a crash may be missing in them, and nothing is in them twice. What people
 * decide, and how far a proposal is, is stored in the transaction in which it is told. Who begins by a change that is
 * tried is for the saga-engine to say, by improvements.status alone.
 */
@NullMarked
package dev.swarmlog.coordinator.tracker;

import org.jspecify.annotations.NullMarked;

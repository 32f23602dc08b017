/** What became of the sagas of a definition: how long they took, where they failed, which ways they took, which were odd. */
@NullMarked
package dev.swarmlog.coordinator.tracker.core.track;

import org.jspecify.annotations.NullMarked;

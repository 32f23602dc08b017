/** Definitions of sagas, as far as the tracker reads them: which there are, what they say of steps, and how one is changed. */
@NullMarked
package dev.swarmlog.coordinator.tracker.definition;

import org.jspecify.annotations.NullMarked;

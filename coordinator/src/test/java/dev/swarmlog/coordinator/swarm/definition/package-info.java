/** Definitions as they are written, right and wrong. */
@NullMarked
package dev.swarmlog.coordinator.swarm.definition;

import org.jspecify.annotations.NullMarked;

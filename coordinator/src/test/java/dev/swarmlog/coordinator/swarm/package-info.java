/** Swarms between topics and stores. */
@NullMarked
package dev.swarmlog.coordinator.swarm;

import org.jspecify.annotations.NullMarked;

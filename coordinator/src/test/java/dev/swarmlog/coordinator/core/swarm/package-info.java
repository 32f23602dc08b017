/** What all swarms have. */
@NullMarked
package dev.swarmlog.coordinator.core.swarm;

import org.jspecify.annotations.NullMarked;

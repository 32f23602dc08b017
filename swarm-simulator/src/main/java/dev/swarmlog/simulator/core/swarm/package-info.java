/** Who the simulated agents are and what they can do. */
@NullMarked
package dev.swarmlog.simulator.core.swarm;

import org.jspecify.annotations.NullMarked;

/** Simulated swarms of agents and the load that tests a platform. */
@NullMarked
package dev.swarmlog.simulator;

import org.jspecify.annotations.NullMarked;

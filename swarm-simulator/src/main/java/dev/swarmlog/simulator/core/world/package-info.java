/**
 * Simulated agents by the thousand as data: what they were sent, what they are at, what ails them, and what they say.
 * Neither Kafka nor threads nor clocks; {@link dev.swarmlog.simulator.core.world.Voice} is who hears them.
 */
@NullMarked
package dev.swarmlog.simulator.core.world;

import org.jspecify.annotations.NullMarked;

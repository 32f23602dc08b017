/**
 * What all swarms have, whatever they do: chance that can be written down, roles, evolution, and the judgement whether a
 * swarm has converged. Pure.
 *
 * <p>A behaviour is mutable, in flat arrays, and for one thread; no particle is an object. Its state goes to bytes and
 * back without a loss, chance included, so a run that goes on from a checkpoint ends like one that was never interrupted,
 * bit for bit: what is not exact in Java's arithmetic is asked of {@link StrictMath}.
 */
@NullMarked
package dev.swarmlog.coordinator.core.swarm;

import org.jspecify.annotations.NullMarked;

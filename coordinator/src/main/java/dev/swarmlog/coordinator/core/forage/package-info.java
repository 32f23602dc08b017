/**
 * Swarms that bring in work: items are food, and what is learned of who does which kind of it well is pheromone, which
 * evaporates.
 *
 * <p>{@link dev.swarmlog.coordinator.core.forage.Trails} is what was learned, for a simulation in process as for real
 * work through the router. A {@link dev.swarmlog.coordinator.core.forage.Hunt} is the latter: its {@code Guide} picks the
 * way of each load, by trails and by {@code Tempo}, which knows what is late and where nobody answers; {@code Outings} are
 * the loads that are out, late ones in several copies.
 */
@NullMarked
package dev.swarmlog.coordinator.core.forage;

import org.jspecify.annotations.NullMarked;

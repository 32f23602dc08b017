/**
 * Swarms that move in space: flocking, dispersing, clustering and migrating, in flat arrays over a uniform grid.
 *
 * <pre>
 *   places --Grid.sort--> the same in the order of their cells --> runs of neighbours --> new places, in that order
 * </pre>
 *
 * <p>The grid sorts places by counting, so a particle's neighbours are a few runs of arrays. Where the world is a ring
 * it repeats the border on the other side, shifted, so nobody who looks for neighbours has to think of borders. A flat
 * world is one layer of cells.
 */
@NullMarked
package dev.swarmlog.coordinator.core.space;

import org.jspecify.annotations.NullMarked;

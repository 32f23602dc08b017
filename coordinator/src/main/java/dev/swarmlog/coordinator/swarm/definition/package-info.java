/**
 * Definitions of swarms as people write them, YAML or JSON. A section tells of each part; of the sections that are named
 * like behaviours there is only that of the swarm's own. All that is wrong is told at once, with line and column.
 */
@NullMarked
package dev.swarmlog.coordinator.swarm.definition;

import org.jspecify.annotations.NullMarked;

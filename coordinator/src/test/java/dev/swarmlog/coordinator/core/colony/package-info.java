/** Swarms as a whole: the laws of runs, and their goals. */
@NullMarked
package dev.swarmlog.coordinator.core.colony;

import org.jspecify.annotations.NullMarked;

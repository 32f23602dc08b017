/** Swarms in space. */
@NullMarked
package dev.swarmlog.coordinator.core.space;

import org.jspecify.annotations.NullMarked;

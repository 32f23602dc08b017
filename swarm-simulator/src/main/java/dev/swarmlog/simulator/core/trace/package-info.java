/** Loads that were recorded elsewhere. */
@NullMarked
package dev.swarmlog.simulator.core.trace;

import org.jspecify.annotations.NullMarked;

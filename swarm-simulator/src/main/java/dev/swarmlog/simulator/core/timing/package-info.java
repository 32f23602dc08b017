/** When messages come, and how long they take. */
@NullMarked
package dev.swarmlog.simulator.core.timing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.swarmlog.coordinator.tracker.core.run;

import org.jspecify.annotations.NullMarked;

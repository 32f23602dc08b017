@NullMarked
package dev.swarmlog.coordinator.tracker.core.track;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.swarmlog.coordinator.tracker.core.improve;

import org.jspecify.annotations.NullMarked;

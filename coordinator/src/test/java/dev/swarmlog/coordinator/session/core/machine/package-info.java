@NullMarked
package dev.swarmlog.coordinator.session.core.machine;

import org.jspecify.annotations.NullMarked;

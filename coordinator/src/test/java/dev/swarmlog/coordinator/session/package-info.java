@NullMarked
package dev.swarmlog.coordinator.session;

import org.jspecify.annotations.NullMarked;

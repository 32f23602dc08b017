/** What is learned of ways. */
@NullMarked
package dev.swarmlog.coordinator.core.forage;

import org.jspecify.annotations.NullMarked;

/** Searches and what they are tried on. */
@NullMarked
package dev.swarmlog.coordinator.core.search;

import org.jspecify.annotations.NullMarked;

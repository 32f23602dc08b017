/** One saga as the tracker sees it: what it did and when, and nothing of what it was about. */
@NullMarked
package dev.swarmlog.coordinator.tracker.core.run;

import org.jspecify.annotations.NullMarked;

/** Sessions as a task keeps them: whole in memory, in the changelog by their parts, so that a change costs what changed. */
@NullMarked
package dev.swarmlog.coordinator.session.store;

import org.jspecify.annotations.NullMarked;

/**
 * What a session consists of, each part with its own arithmetic: who takes part, the board, channels, resources, those
 * who wait, and what was answered. Immutable: a change is a new part, so that a part that is the same object did not change.
 */
@NullMarked
package dev.swarmlog.coordinator.session.core.part;

import org.jspecify.annotations.NullMarked;

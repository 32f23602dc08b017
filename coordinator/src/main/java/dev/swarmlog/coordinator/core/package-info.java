/** What the coordinator works out: who is there in all, and how fast messages flow. Pure, like every core. */
@NullMarked
package dev.swarmlog.coordinator.core;

import org.jspecify.annotations.NullMarked;

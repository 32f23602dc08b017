/** The front door: submission, overview, and in time sessions, swarms and budgets. */
@NullMarked
package dev.swarmlog.coordinator;

import org.jspecify.annotations.NullMarked;

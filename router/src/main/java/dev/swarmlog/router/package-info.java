/** Finds an agent for each message, and keeps at it until there is an answer. */
@NullMarked
package dev.swarmlog.router;

import org.jspecify.annotations.NullMarked;

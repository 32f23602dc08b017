/** Definitions as they are written, right and wrong. */
@NullMarked
package dev.swarmlog.saga.definition;

import org.jspecify.annotations.NullMarked;

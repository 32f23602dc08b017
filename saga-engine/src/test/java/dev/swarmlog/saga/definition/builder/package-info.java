/** Definitions as they are built. */
@NullMarked
package dev.swarmlog.saga.definition.builder;

import org.jspecify.annotations.NullMarked;

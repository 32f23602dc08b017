/** Durable sagas and workflows. */
@NullMarked
package dev.swarmlog.saga;

import org.jspecify.annotations.NullMarked;

/** How a saga decides. */
@NullMarked
package dev.swarmlog.saga.core.machine;

import org.jspecify.annotations.NullMarked;

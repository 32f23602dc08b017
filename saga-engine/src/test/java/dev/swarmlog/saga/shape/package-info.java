/** Shapes of documents. */
@NullMarked
package dev.swarmlog.saga.shape;

import org.jspecify.annotations.NullMarked;

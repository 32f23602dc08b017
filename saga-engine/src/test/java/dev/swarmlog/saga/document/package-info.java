/** Documents, and where everything in them stands. */
@NullMarked
package dev.swarmlog.saga.document;

import org.jspecify.annotations.NullMarked;

/** Documents, and where everything in them stands. */
@NullMarked
package dev.swarmlog.document;

import org.jspecify.annotations.NullMarked;

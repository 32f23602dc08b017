/** The shared edge of the services. */
@NullMarked
package dev.swarmlog.runtime;

import org.jspecify.annotations.NullMarked;

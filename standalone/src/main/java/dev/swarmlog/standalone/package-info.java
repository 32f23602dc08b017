/** The platform in one process. */
@NullMarked
package dev.swarmlog.standalone;

import org.jspecify.annotations.NullMarked;

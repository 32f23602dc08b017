/** One trace through all the processes that touch a message. */
@NullMarked
package dev.swarmlog.trace;

import org.jspecify.annotations.NullMarked;

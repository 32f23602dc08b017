/** Records that nobody can read, process or write: they go to the dead letters, and the stream goes on. */
@NullMarked
package dev.swarmlog.runtime.poison;

import org.jspecify.annotations.NullMarked;

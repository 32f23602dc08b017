/** Sessions on a real broker, with a coordinator that is killed. */
@NullMarked
package dev.swarmlog.sessions;

import org.jspecify.annotations.NullMarked;

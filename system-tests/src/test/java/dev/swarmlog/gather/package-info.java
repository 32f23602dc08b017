/** One message to several agents, on a real broker with agents of the SDK. */
@NullMarked
package dev.swarmlog.gather;

import org.jspecify.annotations.NullMarked;

/** Clients that nobody here wrote, on a platform that is real: the wire is what docs/protocol.md says, not what our SDK does. */
@NullMarked
package dev.swarmlog.interop;

import org.jspecify.annotations.NullMarked;

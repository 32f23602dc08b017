/** Starting and stopping swarms from programs. */
@NullMarked
package dev.swarmlog.agent.swarms;

import org.jspecify.annotations.NullMarked;

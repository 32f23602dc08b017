/** Hosts with more agents than they keep alive. */
@NullMarked
package dev.swarmlog.hosts;

import org.jspecify.annotations.NullMarked;

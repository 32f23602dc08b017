/** A town of processes, which can be killed, made to stand still, and started again; and hosts of agents as such. */
@NullMarked
package dev.swarmlog.processes;

import org.jspecify.annotations.NullMarked;

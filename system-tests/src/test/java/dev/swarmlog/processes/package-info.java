/** Brokers, services and agent hosts as processes of their own, which can be killed, made to stand still, and started again. */
@NullMarked
package dev.swarmlog.processes;

import org.jspecify.annotations.NullMarked;

/** Traces, metrics and logs: what can be seen of a running service from outside. */
@NullMarked
package dev.swarmlog.runtime.telemetry;

import org.jspecify.annotations.NullMarked;

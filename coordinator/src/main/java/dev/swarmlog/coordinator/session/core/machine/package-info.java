/** How sessions are decided: {@link dev.swarmlog.coordinator.session.core.machine.SessionMachine}. */
@NullMarked
package dev.swarmlog.coordinator.session.core.machine;

import org.jspecify.annotations.NullMarked;

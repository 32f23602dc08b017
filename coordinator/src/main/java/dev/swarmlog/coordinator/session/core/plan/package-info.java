/** What a session shall be, as somebody wrote it: who takes part, its phases and their barriers, its channels. */
@NullMarked
package dev.swarmlog.coordinator.session.core.plan;

import org.jspecify.annotations.NullMarked;

/** Plans of sessions as people write them: {@link dev.swarmlog.coordinator.session.document.PlanReader}. */
@NullMarked
package dev.swarmlog.coordinator.session.document;

import org.jspecify.annotations.NullMarked;

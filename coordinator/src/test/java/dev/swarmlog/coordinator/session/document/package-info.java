@NullMarked
package dev.swarmlog.coordinator.session.document;

import org.jspecify.annotations.NullMarked;

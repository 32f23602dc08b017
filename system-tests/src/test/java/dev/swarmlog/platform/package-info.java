/** The whole platform, started and stopped as a user does. */
@NullMarked
package dev.swarmlog.platform;

import org.jspecify.annotations.NullMarked;

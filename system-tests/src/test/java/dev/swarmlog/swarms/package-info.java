/** Swarms whose coordinator is killed. */
@NullMarked
package dev.swarmlog.swarms;

import org.jspecify.annotations.NullMarked;

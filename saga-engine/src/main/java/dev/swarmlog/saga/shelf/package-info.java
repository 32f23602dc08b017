/** The sagas of one task: decoded where they are used, stored where they are safe, and looked at when they are due. */
@NullMarked
package dev.swarmlog.saga.shelf;

import org.jspecify.annotations.NullMarked;

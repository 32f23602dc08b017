/** What follows from a definition for all sagas of it: what comes after what, what is undone in which order, when to try again. */
@NullMarked
package dev.swarmlog.saga.core.plan;

import org.jspecify.annotations.NullMarked;

/** Expressions, what they come to, and what they may cost. */
@NullMarked
package dev.swarmlog.saga.expression;

import org.jspecify.annotations.NullMarked;

/**
 * CEL itself: texts become programs, with what they read and what they come to, and programs are run, step by step
 * counted. Nothing here knows where an expression stands, and which steps it may read there.
 */
@NullMarked
package dev.swarmlog.saga.expression.cel;

import org.jspecify.annotations.NullMarked;

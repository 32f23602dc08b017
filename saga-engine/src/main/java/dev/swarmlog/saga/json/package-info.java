/** JSON as the values that expressions and shapes work on, and back; bounded both ways. */
@NullMarked
package dev.swarmlog.saga.json;

import org.jspecify.annotations.NullMarked;

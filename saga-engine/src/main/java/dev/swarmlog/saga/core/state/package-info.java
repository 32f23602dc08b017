/**
 * What a saga consists of: how far each step is, what it waits for, what it has kept. Immutable, and changed by facts
 * alone; each state offers only its legal exits, and what else is asked of it is a bug and throws.
 */
@NullMarked
package dev.swarmlog.saga.core.state;

import org.jspecify.annotations.NullMarked;

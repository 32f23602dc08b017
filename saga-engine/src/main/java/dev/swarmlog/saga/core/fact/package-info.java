/** What a saga did, in the past tense: the records of its history, and all that its state is made of. */
@NullMarked
package dev.swarmlog.saga.core.fact;

import org.jspecify.annotations.NullMarked;

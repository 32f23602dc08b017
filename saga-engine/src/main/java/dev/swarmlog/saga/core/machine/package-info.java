/**
 * How a saga decides. {@code SagaMachine} sorts triggers to nouns that each know one part: {@code Progress} what is ready,
 * {@code Attempts} what an answer means, {@code Waits} and {@code Mapping} the steps of those kinds, {@code Compensation}
 * the way back, {@code Timeouts}, {@code Commands} and {@code Repairs} time and people. All write facts into one
 * {@code Draft}, which holds the saga after them, and {@code Orders} says what a fact asks of the world.
 *
 * <p>One thread decides about a saga at a time; a draft lives for one decision.
 */
@NullMarked
package dev.swarmlog.saga.core.machine;

import org.jspecify.annotations.NullMarked;

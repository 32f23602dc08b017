/**
 * Agents for swarms, in {@code examples/swarms}: what a supplier's year came to in CO2e, by factors and formulas that are
 * the same every time, and what a point of the Rosenbrock function is worth.
 */
@NullMarked
package dev.swarmlog.examples.carbon;

import org.jspecify.annotations.NullMarked;

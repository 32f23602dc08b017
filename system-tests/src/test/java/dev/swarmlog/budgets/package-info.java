/** Budgets under sagas, agents and kills. */
@NullMarked
package dev.swarmlog.budgets;

import org.jspecify.annotations.NullMarked;

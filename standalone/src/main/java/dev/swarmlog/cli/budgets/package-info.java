/** Budgets as people see them. */
@NullMarked
package dev.swarmlog.cli.budgets;

import org.jspecify.annotations.NullMarked;

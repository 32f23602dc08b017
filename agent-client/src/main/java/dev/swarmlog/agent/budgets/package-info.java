/** Budgets, for programs: ask before spending, tell what was spent. */
@NullMarked
package dev.swarmlog.agent.budgets;

import org.jspecify.annotations.NullMarked;

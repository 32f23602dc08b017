/**
 * What an installation needs, reckoned from what was measured: {@code swarmlog plan}. How the {@link dev.swarmlog.bench.plan.Costs}
 * were measured, and what the model said of runs that it was not made from, is in docs/scale.md.
 */
@NullMarked
package dev.swarmlog.bench.plan;

import org.jspecify.annotations.NullMarked;

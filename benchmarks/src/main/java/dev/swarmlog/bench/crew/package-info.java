/**
 * The other ends of what is measured: agents that are nothing but their statuses, hosts that answer at once, and readers
 * that know by a number in each id what was lost and what came twice.
 */
@NullMarked
package dev.swarmlog.bench.crew;

import org.jspecify.annotations.NullMarked;

/**
 * The bench of the router: on a real broker, with the router as it runs in production, agents that are nothing but their
 * statuses, and hosts that complete at once.
 *
 * <p>Every message bears a number in its id, so that each reader can say what was lost and what came twice.
 */
@NullMarked
package dev.swarmlog.bench.router;

import org.jspecify.annotations.NullMarked;

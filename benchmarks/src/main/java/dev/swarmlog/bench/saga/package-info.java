/**
 * The bench of the saga-engine: on a real broker, with engine and router as they run in production and hosts that answer at
 * once. Every saga bears a number in its id, so that what is lost or done twice is known at each end.
 */
@NullMarked
package dev.swarmlog.bench.saga;

import org.jspecify.annotations.NullMarked;

/**
 * How soon the registry finds out that an agent is dead, and how often it is wrong: simulated, so that ten minutes of a
 * thousand agents take seconds and a seed makes them again.
 *
 * <pre>
 *   Jitter --> Population (beats, kills) --+--> AdaptiveRun (the registry's own machine, horizon and deadlines) --+
 *                                          |                                                                      +--> Verdicts
 *                                          +--> FixedRun (one timeout for all, on the registry's own clock) ------+
 * </pre>
 */
@NullMarked
package dev.swarmlog.bench.detection;

import org.jspecify.annotations.NullMarked;

/**
 * How an agent beats, and when its silence says something.
 *
 * <pre>
 *   beat --> Rhythm (what its gaps are like)  --+
 *                                               +--> Detector --> phi, suspect after, dead after
 *   silence (up to the registry's horizon)    --+
 * </pre>
 *
 * <p>Why so: decision 36. A rhythm is an immutable handful of numbers, made anew with every beat; a detector holds the thresholds. Both are pure.
 */
@NullMarked
package dev.swarmlog.registry.core.rhythm;

import org.jspecify.annotations.NullMarked;

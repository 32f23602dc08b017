/**
 * Scenarios as people write them: YAML, refused with all that is wrong and where, before anything starts.
 * {@code docs/simulator.md} is for whoever writes one.
 */
@NullMarked
package dev.swarmlog.simulator.scenario;

import org.jspecify.annotations.NullMarked;

/**
 * What the registry knows and how it decides: {@code (agent, event, now) -> (agent', effects)}.
 *
 * <pre>
 *              card              beat
 *   (absent) --------> JOINING --------> HEALTHY &lt;--------+
 *                         |                 |             | beat
 *                         | silent          | silent      |
 *                         +------> DEAD &lt;---+             |
 *                                   |  |                  |
 *             LEAVE from anywhere   |  +------------------+
 *                    |              | silent for long     |
 *                    v              v                     |
 *                   GONE (left)    GONE (lost) -----------+
 *                    |              |
 *                    +---- much later: forgotten ----> (absent)
 * </pre>
 *
 * <p>Pure: no Kafka, no Avro, no clock, no logger. Time comes as an argument, timers come back as {@code TimedOut}.
 * DEGRADED and SUSPECT are states of the wire into which nothing leads yet: they wait for health scores and the adaptive
 * failure detector; an agent found in one of them recovers with its next beat and dies of silence like a healthy one.
 */
@NullMarked
package dev.swarmlog.registry.core;

import org.jspecify.annotations.NullMarked;

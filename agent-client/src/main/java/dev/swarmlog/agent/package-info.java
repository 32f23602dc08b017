/**
 * The SDK with which an agent joins an installation: what people write.
 *
 * <p>An {@link dev.swarmlog.agent.Agent} says what it is and holds the {@link dev.swarmlog.agent.AgentHandler} that
 * does the work; a {@link dev.swarmlog.agent.host.AgentHost} runs any number of them. Submitting work is in
 * {@code messages}, finding agents in {@code discovery}, the edge to Kafka in {@code cluster}, and arithmetic without
 * Kafka in {@code core}.
 *
 * <p>Deliberately missing: consumer groups (an inbox is assigned, so nothing rebalances) and any call to a service (the
 * log is the platform).
 */
@NullMarked
package dev.swarmlog.agent;

import org.jspecify.annotations.NullMarked;

/**
 * Agents that are declared in documents: read, compared with what stands on agents.configs, written there, and shown.
 *
 * <pre>
 *   kind: Agents --AgentsReader--> AgentsDocument --ConfigChanges--> agents.configs --> hosts (DeclaredAgents of the SDK)
 * </pre>
 *
 * <p>A document owns the agents that it declares: applied again, what it declares no more goes, and another document cannot
 * take its agents over. Every instance of the coordinator, and the command line, writes the topic; it is the only state.
 */
@NullMarked
package dev.swarmlog.coordinator.configs;

import org.jspecify.annotations.NullMarked;

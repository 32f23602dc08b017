/**
 * Who is there, what can they do, and how well are they: {@link dev.swarmlog.agent.discovery.AgentIndex} answers
 * {@link dev.swarmlog.agent.discovery.AgentQuery queries} over agents' published status, and
 * {@link dev.swarmlog.agent.discovery.AgentDirectory} keeps one up to date from the topic, inside any program. The
 * registry's REST interface and the router's pools are the same class.
 *
 * <p>Threads: one writes, any number read, nobody waits.
 */
@NullMarked
package dev.swarmlog.agent.discovery;

import org.jspecify.annotations.NullMarked;

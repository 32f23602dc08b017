/**
 * Agents that somebody declared, in a document and not in a program: what they are stands on agents.configs, what does
 * their work is offered by hosts.
 *
 * <pre>
 *  agents.configs --(the partitions that the group of hosts gives this one)--> Allotment
 *       --> DeclaredAgents --> AgentHost.add, AgentHost.retire
 * </pre>
 *
 * <p>Who runs which agent is settled by a consumer group on the topic: an agent is run by the host that has its partition.
 * A partition is given up only when all that its agents do has ended; a host that stood still for so long that its
 * partitions were given to others finds its agents under a later epoch, and their late answers are fenced out.
 */
@NullMarked
package dev.swarmlog.agent.configs;

import org.jspecify.annotations.NullMarked;

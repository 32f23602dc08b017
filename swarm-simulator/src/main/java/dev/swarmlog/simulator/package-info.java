/**
 * Simulated swarms of agents, and the load that tests a platform: {@link dev.swarmlog.simulator.Simulation} lets a crew of
 * agents join like any others, submits messages when a scenario says, lets things go wrong, and keeps a
 * {@link dev.swarmlog.simulator.core.ledger.Ledger} in which every message must come out even.
 *
 * <pre>
 * Scenario -> Crew      a World of agents, one thread that reads all inboxes, one that lets time and faults pass
 *          -> Customers one thread that submits, one that hears replies
 *             Watch     one thread that reads how the platform sees the agents
 *                |      all write into
 *                v
 *             Ledger, Latencies, Sightings -> Snapshot for whoever looks on, Chronicle second by second -> Report, Audit
 * </pre>
 *
 * <p>As many threads for ten agents as for ten thousand. Whoever holds the simulation calls it from one thread.
 *
 * <p>Missing on purpose: the SDK's hosts, of which one thread for each handler would be the bottleneck (decision 111), and
 * faults of services and brokers, which whoever started those carries out and tells {@link dev.swarmlog.simulator.FaultMarks}.
 */
@NullMarked
package dev.swarmlog.simulator;

import org.jspecify.annotations.NullMarked;

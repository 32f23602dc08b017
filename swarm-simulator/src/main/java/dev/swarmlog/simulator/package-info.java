/**
 * Simulated swarms of agents, and the load that tests a platform: {@link dev.swarmlog.simulator.Simulation} lets a crew of
 * agents join like any others, submits messages at a given pace, and keeps a {@link dev.swarmlog.simulator.core.Ledger} in
 * which every message must come out even.
 *
 * <pre>
 * Plan -> Crew (agents in one AgentHost) <- deliveries ... outcomes -> the platform
 *      -> LoadGenerator (one MessageClient) -> submitted ... replies <-
 *             |                     both write into
 *             v
 *      Ledger, Latencies -> Snapshot, for whoever looks on
 * </pre>
 *
 * <p>The load generator has a thread of its own; handlers run on the host's threads, replies are booked on the client's.
 * Whoever holds the simulation calls it from one thread. Faults are not injected here yet.
 */
@NullMarked
package dev.swarmlog.simulator;

import org.jspecify.annotations.NullMarked;

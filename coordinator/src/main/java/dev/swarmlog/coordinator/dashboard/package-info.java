/**
 * The dashboard: its files, and what it follows. Each stream looks again and again at what this instance holds in memory
 * and tells what has changed since; so a client that is slow costs nobody anything, and misses only what is over.
 *
 * <pre>
 *   agents.status     --> AgentTable --> GET /agents:window   one window of the sorted table, then its changes
 *   platform.alerts   --> Recent     --> GET /alerts, /alerts:changes
 *   routing.decisions --> Recent     --> GET /decisions, /decisions:changes
 *   topics' ends, groups' offsets --> Overview --> GET /overview, /overview:changes
 * </pre>
 */
@NullMarked
package dev.swarmlog.coordinator.dashboard;

import org.jspecify.annotations.NullMarked;

/**
 * How well messages are routed: a discrete-event simulation of agents and arrivals around the router's own strategies,
 * pools, loads and guards, and the time that one of their decisions takes.
 *
 * <p>Nothing here stands in for production but time, agents and chance, and all of that comes from a seed.
 */
@NullMarked
package dev.swarmlog.bench.routing;

import org.jspecify.annotations.NullMarked;

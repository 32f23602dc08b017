/**
 * What a simulation is, without Kafka, clock or threads: the plan, who is in the crew, what they can do, and the ledger
 * in which every message must come out even.
 */
@NullMarked
package dev.swarmlog.simulator.core;

import org.jspecify.annotations.NullMarked;

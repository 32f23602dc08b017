/**
 * What a simulation is, without Kafka, clock or threads: the scenario and all that follows from it and its seed. Who takes
 * part is {@code swarm}, when messages come and how long they take is {@code timing} and {@code trace}, what goes wrong is
 * {@code faults}, how agents behave is {@code world}, and what must come out even is {@code ledger}.
 */
@NullMarked
package dev.swarmlog.simulator.core;

import org.jspecify.annotations.NullMarked;

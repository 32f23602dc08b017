/**
 * What goes wrong in a simulation, and when: {@link dev.swarmlog.simulator.core.faults.Fault} is what a person writes,
 * {@link dev.swarmlog.simulator.core.faults.Strike} one time that it happens to whom,
 * {@link dev.swarmlog.simulator.core.faults.Script} all of them in the order of their time. All of it follows from the
 * scenario and its seed; who carries it out is a {@link dev.swarmlog.simulator.core.faults.Saboteur}.
 */
@NullMarked
package dev.swarmlog.simulator.core.faults;

import org.jspecify.annotations.NullMarked;

package dev.swarmlog.coordinator.session.core.plan;

import java.util.List;

/**
 * A part of a session that participants begin together.
 *
 * @param after the phases, by their places in the plan, at which participants must have arrived; all are above this one
 * @param role who takes part, and so must arrive; empty means everybody
 * @param barrier what must be of the arrivals at each phase before this one opens
 */
public record Phase(String name, List<Integer> after, String role, Barrier barrier) {
    public Phase {
        after = List.copyOf(after);
    }
}

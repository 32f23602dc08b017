package dev.swarmlog.simulator.core.faults;

import java.util.List;

/**
 * One time that a fault happens.
 *
 * @param number of the strike, in the order of their beginnings
 * @param agents by their numbers, rising
 */
public record Strike(int number, Fault fault, long fromMs, long untilMs, List<Integer> agents) {
    public Strike {
        agents = List.copyOf(agents);
    }

    /** Whom it hits, as people call them. */
    public String who() {
        return fault.who().told() + " (" + agents.size() + (agents.size() == 1 ? " agent)" : " agents)");
    }
}

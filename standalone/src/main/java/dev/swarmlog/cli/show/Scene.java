package dev.swarmlog.cli.show;

import dev.swarmlog.simulator.Snapshot;
import dev.swarmlog.v1.AgentState;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What there is to see at one moment.
 *
 * @param agents how many are in each state
 * @param expected how many agents are to come
 * @param news what happened last, the newest last
 */
record Scene(
        Act act, Map<AgentState, Integer> agents, int expected, Snapshot figures, Pace pace, List<Journal.Entry> news) {
    /** What is going on, and for how long already. */
    record Act(String name, Duration elapsed, boolean isOver) {}

    /** How fast messages have moved since the scene before. */
    record Pace(double submittedPerSecond, double repliedPerSecond) {}

    int agents(AgentState state) {
        return agents.getOrDefault(state, 0);
    }
}

package dev.swarmlog.simulator;

import dev.swarmlog.simulator.core.ledger.Totals;
import java.util.List;
import java.util.Map;

/**
 * How a simulation stands.
 *
 * @param recent latencies since the snapshot before
 * @param busiest the agents that did most, the first most of all
 * @param ailing agents that something is wrong with, on purpose
 * @param lag records that each service has not read yet; empty where it is not known
 */
public record Snapshot(
        Totals totals,
        Latencies.Figures recent,
        Latencies.Figures whole,
        List<Work> busiest,
        int ailing,
        Map<String, Long> lag) {
    /** What one agent did. */
    public record Work(String agentId, String capability, long done) {}

    /** Before anything happened. */
    public static Snapshot nothing() {
        return new Snapshot(Totals.NOTHING, Latencies.Figures.NONE, Latencies.Figures.NONE, List.of(), 0, Map.of());
    }
}

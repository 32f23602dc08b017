package dev.swarmlog.simulator;

import dev.swarmlog.simulator.core.Ledger;
import java.util.List;

/**
 * How a simulation stands.
 *
 * @param recent latencies since the snapshot before
 * @param busiest the agents that did most, the first most of all
 */
public record Snapshot(Ledger.Totals totals, Latencies.Figures recent, Latencies.Figures whole, List<Work> busiest) {
    /** What one agent did. */
    public record Work(String agentId, String capability, long done) {}

    /** Before anything happened. */
    public static Snapshot nothing() {
        Latencies.Figures none = new Latencies.Figures(0, 0, 0, 0);
        return new Snapshot(new Ledger().totals(), none, none, List.of());
    }
}

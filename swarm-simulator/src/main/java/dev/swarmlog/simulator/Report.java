package dev.swarmlog.simulator;

import dev.swarmlog.simulator.core.Scenario;
import dev.swarmlog.simulator.core.Sightings;
import dev.swarmlog.simulator.core.ledger.Breach;
import dev.swarmlog.simulator.core.ledger.Totals;
import dev.swarmlog.v1.AgentState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a simulation, or has come of it so far.
 *
 * @param startedAtMs when the first message was due, since 1970; all other times count from then
 * @param durationMs until the last message was submitted or somebody ended it
 * @param interrupted whether somebody ended it before its time
 * @param lost accepted messages that nobody answered in time
 * @param latency of all answers
 * @param series second by second
 * @param notes what a reader of the figures has to know
 */
public record Report(
        Scenario scenario,
        long startedAtMs,
        long durationMs,
        boolean interrupted,
        Totals totals,
        long lost,
        Latencies.Figures latency,
        List<Second> series,
        List<Fault> faults,
        List<String> notes) {

    /**
     * One second.
     *
     * @param atMs its end
     * @param submitted in it; replied likewise
     * @param open messages on their way at its end
     * @param latency of the answers that came in it
     * @param agents ours, by the states that the registry gave them
     * @param ailing agents that something was wrong with
     * @param lag records that each service had not read yet; empty where it is not known
     * @param cores processors that this process kept busy
     * @param stolen the share of the machine's processors that its host gave to others; 0 where that is not known
     * @param heapMb what its heap held, garbage with it
     */
    public record Second(
            long atMs,
            long submitted,
            long replied,
            long open,
            Latencies.Figures latency,
            Map<AgentState, Integer> agents,
            int ailing,
            Map<String, Long> lag,
            double cores,
            double stolen,
            long heapMb) {
        /** Those that get work. */
        public int alive() {
            return agents.getOrDefault(AgentState.JOINING, 0)
                    + agents.getOrDefault(AgentState.HEALTHY, 0)
                    + agents.getOrDefault(AgentState.DEGRADED, 0);
        }
    }

    /**
     * Something that went wrong on purpose.
     *
     * @param untilMs negative where it never ended
     * @param agents how many it hit
     * @param seen how the platform showed it
     */
    public record Fault(long atMs, long untilMs, String what, String who, int agents, List<Sightings.Seen> seen) {
        public static final long OPEN = -1;
    }

    /** Whether every message ended once, with one effect, in order, and with its own answer. */
    public boolean isEven() {
        return problems().isEmpty();
    }

    /** What must not be and is, in words. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        for (Breach breach : Breach.values()) {
            long count = breach == Breach.LOST ? lost : totals.of(breach);
            if (count > 0) {
                problems.add(count + " " + breach.name().toLowerCase(Locale.ROOT));
            }
        }
        return problems;
    }

    /** Replies a second, over the time in which messages were submitted. */
    public double perSecond() {
        return totals.replied() / Math.max(0.001, durationMs / 1_000.0);
    }
}

package dev.swarmlog.bench.detection;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What a timeout that is the same for all would have said: of when the registry read the beats, as plain registries do. */
final class FixedRun {
    private static final long AFTERWARDS_MS = 60_000;

    private FixedRun() {}

    static Verdicts of(Population population, long timeoutMs) {
        Verdicts verdicts = new Verdicts(population);
        long[] readMs = new long[population.size()];
        Arrays.fill(readMs, -1);
        for (int index = 0; index < population.arrivals(); index++) {
            long arrival = population.arrival(index);
            int agent = Population.agentOf(arrival);
            long now = population.lookedMs(Population.timeOf(arrival));
            judge(population, verdicts, agent, readMs[agent], now, timeoutMs);
            readMs[agent] = now;
            verdicts.beats(agent);
        }
        long end = population.span().untilMs() + AFTERWARDS_MS;
        for (int agent = 0; agent < readMs.length; agent++) {
            judge(population, verdicts, agent, readMs[agent], end, timeoutMs);
        }
        return verdicts;
    }

    /** At a tick that comes as a pause ends the timers are looked at first, and then what is to be read. */
    private static void judge(
            Population population, Verdicts verdicts, int agent, long readMs, long nowMs, long timeoutMs) {
        long due = population.lookedMs(AdaptiveRun.tickAfter(readMs + timeoutMs));
        if (readMs >= 0 && due <= nowMs) {
            verdicts.dead(agent, due);
        }
    }

    /** The timeout that finds the dead as soon: on average, or all but one in a hundred of them. */
    static long timeoutAsFastAs(Population population, double ms, ToDoubleFunction<Verdicts> by) {
        long low = 1_000;
        long high = 30_000;
        while (high - low > 1) {
            long middle = (low + high) / 2;
            if (by.applyAsDouble(of(population, middle)) <= ms) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

package dev.swarmlog.bench.routing;

import dev.swarmlog.bench.Findings;
import dev.swarmlog.bench.routing.Scenario.Crew;
import dev.swarmlog.router.core.strategy.StrategyName;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * After how many messages ADAPTIVE has turned away from an agent that got bad without a word: it takes ten times as long, or
 * half of what it does fails. One of 20 agents, a message every 10 ms, 100 ms of work each; it has turned away when the
 * agent gets less than half of its part, on average over many runs.
 */
final class Degradation {
    private static final int AGENTS = 20;
    private static final int LEARNED = 3_000;
    private static final int WATCHED = 1_000;
    private static final int BIN = 10;
    private static final int RUNS = 200;
    private static final double EVERY_MS = 10;
    private static final double WORK_MS = 100;

    private final RouterPlacement placement;
    private final SplittableRandom random;
    private final boolean slow;
    private final PriorityQueue<Sent> under = new PriorityQueue<>();
    private double nowMs;

    private record Sent(double endMs, double sentMs, int agent, boolean success) implements Comparable<Sent> {
        @Override
        public int compareTo(Sent other) {
            return Double.compare(endMs, other.endMs);
        }
    }

    private Degradation(long seed, boolean slow) {
        this.placement = new RouterPlacement(StrategyName.ADAPTIVE, new Crew(AGENTS, 64, 64), seed);
        this.random = new SplittableRandom(seed);
        this.slow = slow;
    }

    static void measure(Findings findings) {
        findings.figure("adaptive_recovery_messages", recovery(true));
        findings.figure("adaptive_recovery_messages_failing", recovery(false));
    }

    static int recovery(boolean slow) {
        int[] had = new int[WATCHED / BIN];
        for (int run = 0; run < RUNS; run++) {
            Degradation one = new Degradation(run, slow);
            for (int i = 0; i < LEARNED; i++) {
                one.send(false);
            }
            for (int i = 0; i < WATCHED; i++) {
                had[i / BIN] += one.send(true) == 0 ? 1 : 0;
            }
        }
        double half = RUNS * BIN / (2.0 * AGENTS);
        for (int bin = 0; bin < had.length; bin++) {
            if (had[bin] < half) {
                return bin * BIN;
            }
        }
        return WATCHED;
    }

    private int send(boolean firstIsBad) {
        nowMs += EVERY_MS;
        while (!under.isEmpty() && under.peek().endMs() <= nowMs) {
            Sent over = under.remove();
            placement.returned(over.agent(), over.sentMs(), over.success(), over.endMs());
        }
        int agent = placement.place("", nowMs);
        boolean bad = firstIsBad && agent == 0;
        double takesMs = WORK_MS * (0.5 + random.nextDouble()) * (bad && slow ? 10 : 1);
        under.add(new Sent(nowMs + takesMs, nowMs, agent, !bad || slow || random.nextBoolean()));
        return agent;
    }
}

package dev.swarmlog.bench.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Agents with a beat a second, a third of each jitter; each is killed once, at a time drawn uniformly from those measured.
 */
final class Population {
    private static final List<Jitter> KINDS = List.of(Jitter.values());
    private static final int AGENT_BITS = 20;

    private final List<Beats> agents;
    private final long[] killedAtMs;
    /** All beats that arrive, by time: when in the upper bits, whose in the lower ones. */
    private final long[] order;
    /** When the registry itself stood still: from, to, from, to ... */
    private final long[] away;

    private final Span span;

    private Population(List<Beats> agents, long[] killedAtMs, long[] order, long[] away, Span span) {
        this.agents = agents;
        this.killedAtMs = killedAtMs;
        this.order = order;
        this.away = away;
        this.span = span;
    }

    /** From when on deaths count, and until when; before it the registry only learns. */
    record Span(long fromMs, long untilMs) {
        double hours() {
            return (untilMs - fromMs) / 3_600_000.0;
        }
    }

    static Population of(int count, Span span, long seed) {
        Random random = new Random(seed);
        List<Beats> agents = new ArrayList<>();
        long[] killedAtMs = new long[count];
        for (int agent = 0; agent < count; agent++) {
            Beats beats = new Beats();
            KINDS.get(agent % KINDS.size()).send(beats, new Random(random.nextLong()), span.untilMs);
            killedAtMs[agent] = span.fromMs + (long) (random.nextDouble() * (span.untilMs - span.fromMs));
            agents.add(beats);
        }
        return new Population(agents, killedAtMs, order(agents, killedAtMs), new long[0], span);
    }

    /**
     * The same, watched by a registry that stands still every minute and a half on average, for a log-normal time of a
     * median of 2 s (sigma 1): a collection, a full disk, a rebalance, a deployment.
     */
    Population watchedByOneThatPauses(long seed) {
        Random random = new Random(seed);
        List<Long> pauses = new ArrayList<>();
        for (double at = span.fromMs; ; ) {
            double from = at - 90_000 * Math.log(1 - random.nextDouble());
            at = from + 2_000 * Math.exp(random.nextGaussian());
            if (at >= span.untilMs) {
                break;
            }
            pauses.add((long) from);
            pauses.add((long) at);
        }
        return new Population(
                agents,
                killedAtMs,
                order,
                pauses.stream().mapToLong(Long::longValue).toArray(),
                span);
    }

    private static long[] order(List<Beats> agents, long[] killedAtMs) {
        long[] order = new long[agents.stream().mapToInt(Beats::count).sum()];
        int size = 0;
        for (int agent = 0; agent < agents.size(); agent++) {
            Beats beats = agents.get(agent);
            for (int beat = 0; beat < beats.count() && beats.sentMs(beat) < killedAtMs[agent]; beat++) {
                order[size++] = beats.arrivedMs(beat) << AGENT_BITS | agent;
            }
        }
        long[] all = Arrays.copyOf(order, size);
        Arrays.sort(all);
        return all;
    }

    int size() {
        return agents.size();
    }

    Span span() {
        return span;
    }

    long killedAtMs(int agent) {
        return killedAtMs[agent];
    }

    long sentAtMs(int agent, int beat) {
        return agents.get(agent).sentMs(beat);
    }

    int arrivals() {
        return order.length;
    }

    long arrival(int index) {
        return order[index];
    }

    static long timeOf(long arrival) {
        return arrival >> AGENT_BITS;
    }

    static int agentOf(long arrival) {
        return (int) (arrival & (1 << AGENT_BITS) - 1);
    }

    /** When the registry, that would look at this time, does look. */
    long lookedMs(long atMs) {
        int pause = Arrays.binarySearch(away, atMs);
        int index = pause < 0 ? -pause - 1 : pause + 1;
        return index % 2 == 1 ? away[index] : atMs;
    }
}

package dev.swarmlog.coordinator.core.search;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Mutable, for one thread: the candidates of a generation in batches, each asked of somebody, and asked again (by a NURSE,
 * as it were) where that failed or took too long; what failed too often is set aside (by a SOLDIER): its candidates are
 * the worst there are. The first answer to a batch counts, whichever attempt it is of.
 */
public final class Batches {
    private final Rule rule;
    private final Optimization search;
    private long generation;
    private int[] attempts = new int[0];
    private double[] askedMs = new double[0];

    /**
     * How candidates are asked for.
     *
     * @param size candidates in a batch
     * @param attemptsMax so often a batch is asked for
     * @param patienceMs after so long without an answer it is asked for again
     */
    public record Rule(int size, int attemptsMax, long patienceMs) {}

    /** Candidates that are to be evaluated now; the end is behind the last. */
    public record Order(long generation, int batch, int attempt, int from, int to) {}

    public Batches(Rule rule, Optimization search) {
        this.rule = rule;
        this.search = search;
        begin();
    }

    private void begin() {
        generation = search.generation();
        attempts = new int[(search.size() + rule.size - 1) / rule.size];
        askedMs = new double[attempts.length];
    }

    /** How many batches could be asked for now. */
    public int open(long nowMs) {
        int open = 0;
        for (int batch = 0; batch < attempts.length; batch++) {
            open += isDue(batch, nowMs) && attempts[batch] < rule.attemptsMax ? 1 : 0;
        }
        return open;
    }

    private boolean isDue(int batch, long nowMs) {
        return isOpen(batch) && (attempts[batch] == 0 || nowMs - askedMs[batch] >= rule.patienceMs);
    }

    /** What is to be asked now: so many batches at most. */
    public List<Order> due(int most, long nowMs) {
        List<Order> due = new ArrayList<>();
        long before;
        do {
            before = generation;
            for (int batch = 0; batch < attempts.length && generation == before; batch++) {
                if (isDue(batch, nowMs) && (due.size() < most || attempts[batch] == rule.attemptsMax)) {
                    ask(batch, nowMs, due);
                }
            }
        } while (generation != before);
        return due;
    }

    private void ask(int batch, long nowMs, List<Order> due) {
        if (attempts[batch] == rule.attemptsMax) {
            double[] worst = new double[to(batch) - from(batch)];
            Arrays.fill(worst, Double.POSITIVE_INFINITY);
            told(generation, batch, worst);
            return;
        }
        attempts[batch]++;
        askedMs[batch] = nowMs;
        due.add(new Order(generation, batch, attempts[batch], from(batch), to(batch)));
    }

    private int from(int batch) {
        return batch * rule.size;
    }

    private int to(int batch) {
        return Math.min(search.size(), from(batch) + rule.size);
    }

    private boolean isOpen(int batch) {
        return search.isOpen(from(batch));
    }

    /** False where it changes nothing: it is late, or came before, or has not as many values as there are candidates. */
    public boolean told(long ofGeneration, int batch, double[] values) {
        if (ofGeneration != generation
                || batch < 0
                || batch >= attempts.length
                || values.length != to(batch) - from(batch)
                || !isOpen(batch)) {
            return false;
        }
        int from = from(batch);
        for (int i = 0; i < values.length; i++) {
            search.tell(ofGeneration, from + i, values[i]);
        }
        if (search.generation() != generation) {
            begin();
        }
        return true;
    }

    /** An attempt failed; the next one need not wait. */
    public void failed(long ofGeneration, int batch, int attempt) {
        if (ofGeneration == generation && batch >= 0 && batch < attempts.length && attempts[batch] == attempt) {
            askedMs[batch] = Long.MIN_VALUE / 2.0;
        }
    }

    public void write(StateWriter to) {
        to.wholes(attempts).numbers(askedMs);
    }

    public static Batches read(Rule rule, Optimization search, StateReader from) {
        Batches read = new Batches(rule, search);
        read.attempts = from.wholes();
        read.askedMs = from.numbers();
        return read;
    }
}

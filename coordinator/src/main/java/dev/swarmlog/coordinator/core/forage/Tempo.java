package dev.swarmlog.coordinator.core.forage;

import dev.swarmlog.coordinator.core.swarm.StateReader;
import dev.swarmlog.coordinator.core.swarm.StateWriter;

/**
 * Mutable, for one thread: how long loads take by each way, what is late therefore, and by which ways nobody answers any
 * more. Late is what takes longer than the mean and four times the mean deviation, as for TCP (Jacobson, 1988).
 */
final class Tempo {
    /** Nothing is late before. */
    static final long LATE_MS_MIN = 250;

    /** So many late in a row, and no answer for half as long as it takes to be late: nobody is there. */
    private static final int LATE_MAX = 3;

    private static final double MEAN_GAIN = 1.0 / 8;
    private static final double DEVIATION_GAIN = 1.0 / 4;
    private static final double DEVIATIONS = 4;

    // of each way; a mean of 0 says that nothing ever came back
    private final double[] meanMs;
    private final double[] deviationMs;
    private final double[] heardMs;
    private final int[] lates;

    // of each way: the last of its copies that was late, so that its answer is known when another's was quicker
    private final double[] missingKey;
    private final double[] missingSentMs;
    private final int[] missingAttempt;

    Tempo(int ways) {
        this(
                new double[][] {new double[ways], new double[ways], new double[ways], new double[ways], new double[ways]
                },
                new int[ways],
                new int[ways]);
    }

    private Tempo(double[][] numbers, int[] lates, int[] missingAttempt) {
        meanMs = numbers[0];
        deviationMs = numbers[1];
        heardMs = numbers[2];
        missingKey = numbers[3];
        missingSentMs = numbers[4];
        this.lates = lates;
        this.missingAttempt = missingAttempt;
    }

    /** Somebody answered, well or not. */
    void heard(int way, long sentMs, long nowMs) {
        double tookMs = Math.max(1, nowMs - sentMs);
        lates[way] = 0;
        heardMs[way] = nowMs;
        if (meanMs[way] == 0) {
            meanMs[way] = tookMs;
            deviationMs[way] = tookMs / 2;
        } else {
            double off = tookMs - meanMs[way];
            meanMs[way] += MEAN_GAIN * off;
            deviationMs[way] += DEVIATION_GAIN * (Math.abs(off) - deviationMs[way]);
        }
    }

    /** An answer that nobody waits for any more; it says all the same that somebody is there. */
    void heardLate(long key, int attempt, long nowMs) {
        for (int way = 0; way < lates.length; way++) {
            if (missingAttempt[way] == attempt && (long) missingKey[way] == key) {
                heard(way, (long) missingSentMs[way], nowMs);
            }
        }
    }

    void late(int way, long key, int attempt, long sentMs) {
        lates[way]++;
        missingKey[way] = key;
        missingAttempt[way] = attempt;
        missingSentMs[way] = sentMs;
    }

    boolean isSilent(int way, long nowMs) {
        return lates[way] >= LATE_MAX && (meanMs[way] == 0 || nowMs - heardMs[way] >= usualMs(way) / 2);
    }

    /** After so long a load by this way is late. Where nobody answers, it is what would be late elsewhere. */
    double lateMs(int way, long nowMs) {
        boolean silent = isSilent(way, nowMs);
        if (meanMs[way] > 0 && !silent) {
            return usualMs(way);
        }
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int other = 0; other < lates.length; other++) {
            if (meanMs[other] > 0 && !isSilent(other, nowMs)) {
                least = Math.min(least, usualMs(other));
                most = Math.max(most, usualMs(other));
            }
        }
        if (most == 0) {
            return meanMs[way] > 0 ? usualMs(way) : Double.POSITIVE_INFINITY;
        }
        return silent ? least : 2 * most;
    }

    private double usualMs(int way) {
        return Math.max(LATE_MS_MIN, meanMs[way] + DEVIATIONS * deviationMs[way]);
    }

    void write(StateWriter to) {
        to.numbers(meanMs)
                .numbers(deviationMs)
                .numbers(heardMs)
                .numbers(missingKey)
                .numbers(missingSentMs);
        to.wholes(lates).wholes(missingAttempt);
    }

    static Tempo read(StateReader from) {
        double[][] numbers = {from.numbers(), from.numbers(), from.numbers(), from.numbers(), from.numbers()};
        return new Tempo(numbers, from.wholes(), from.wholes());
    }
}

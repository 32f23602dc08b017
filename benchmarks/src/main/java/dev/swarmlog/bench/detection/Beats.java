package dev.swarmlog.bench.detection;

import java.util.Arrays;

/** Mutable: when the beats of one agent were sent and when they reached the log, in order. */
final class Beats {
    private long[] sentMs = new long[640];
    private long[] arrivedMs = new long[640];
    private int count;

    /** A beat never overtakes the one before it. */
    void add(long sent, long arrived) {
        if (count == sentMs.length) {
            sentMs = Arrays.copyOf(sentMs, 2 * count);
            arrivedMs = Arrays.copyOf(arrivedMs, 2 * count);
        }
        sentMs[count] = sent;
        arrivedMs[count] = Math.max(arrived, count == 0 ? 0 : arrivedMs[count - 1]);
        count++;
    }

    int count() {
        return count;
    }

    long sentMs(int beat) {
        return sentMs[beat];
    }

    long arrivedMs(int beat) {
        return arrivedMs[beat];
    }
}

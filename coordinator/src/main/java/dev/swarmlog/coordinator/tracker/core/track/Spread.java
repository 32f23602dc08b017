package dev.swarmlog.coordinator.tracker.core.track;

import java.util.Arrays;

/**
 * Mutable, for one thread: how long something took, as counts by size. A bucket is 5 % wide, so what is read from it is
 * at most 2.5 % wrong. Two of them add up, bucket by bucket.
 */
public final class Spread {
    private static final double GROWTH = 1.05;
    private static final double LOG_GROWTH = Math.log(GROWTH);

    /** 1.05 to this power is over 30 years. */
    private static final int BUCKET_MAX = 566;

    private static final double[] VALUES = new double[BUCKET_MAX + 1];

    static {
        for (int bucket = 0; bucket <= BUCKET_MAX; bucket++) {
            VALUES[bucket] = bucket == 0 ? 1 : Math.pow(GROWTH, bucket + 0.5);
        }
    }

    private long[] counts = new long[0];
    private int first;
    private long total;
    private long staleAt;
    private Middle middle = Middle.NONE;

    /** The median, and the median of the distances from it. */
    public record Middle(long medianMs, long madMs) {
        static final Middle NONE = new Middle(0, 0);
    }

    static int bucket(long ms) {
        return ms <= 1 ? 0 : Math.min(BUCKET_MAX, (int) (Math.log((double) ms) / LOG_GROWTH));
    }

    /** What a value in a bucket stands for. */
    static double value(int bucket) {
        return VALUES[bucket];
    }

    public void add(long ms) {
        add(bucket(ms), 1);
    }

    public void add(int bucket, long count) {
        if (count <= 0 || bucket < 0 || bucket > BUCKET_MAX) {
            return;
        }
        reach(bucket);
        counts[bucket - first] += count;
        total += count;
    }

    /** The same and one more. */
    public Spread with(long ms) {
        Spread more = new Spread();
        for (int i = 0; i < counts.length; i++) {
            more.add(first + i, counts[i]);
        }
        more.add(ms);
        return more;
    }

    private void reach(int bucket) {
        if (counts.length == 0) {
            counts = new long[8];
            first = Math.max(0, bucket - 4);
        }
        int low = Math.min(first, bucket);
        int high = Math.max(first + counts.length, bucket + 1);
        if (high - low > counts.length) {
            long[] wider = new long[high - low];
            System.arraycopy(counts, 0, wider, first - low, counts.length);
            counts = wider;
            first = low;
        }
    }

    public long total() {
        return total;
    }

    /** The lowest bucket, from which on {@link #counts} is. */
    public int first() {
        return first;
    }

    public long[] counts() {
        return counts.clone();
    }

    /** Half of everything: what was long ago counts less and less. */
    void fade() {
        total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= 2;
            total += counts[i];
        }
        staleAt = 0;
    }

    /** The value that this share of all is below; 0 where there is none. */
    public long at(double share) {
        if (total == 0) {
            return 0;
        }
        double left = share * total;
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0 && counts[i] > 0) {
                return Math.round(value(first + i));
            }
        }
        return Math.round(value(first + counts.length - 1));
    }

    /** Looked at anew only once a fiftieth more is there. */
    public Middle middle() {
        if (total >= staleAt) {
            long median = at(0.5);
            middle = new Middle(median, distance(median));
            staleAt = total + 1 + total / 50;
        }
        return middle;
    }

    /** From the median outwards, the nearer side first. */
    private long distance(long median) {
        int high = Math.clamp(bucket(median) - first, 0, Math.max(0, counts.length - 1));
        int low = high - 1;
        double left = total / 2.0;
        double last = 0;
        while (left > 0 && (low >= 0 || high < counts.length)) {
            double below = low >= 0 ? median - value(first + low) : Double.MAX_VALUE;
            double above = high < counts.length ? Math.abs(value(first + high) - median) : Double.MAX_VALUE;
            int next = above <= below ? high++ : low--;
            left -= counts[next];
            last = counts[next] > 0 ? Math.min(above, below) : last;
        }
        return Math.round(last);
    }

    /**
     * How this compares with another, by ranks: the chance that one of these takes longer than one of those, ties half,
     * and how many standard deviations that is from even (Mann and Whitney, with ties).
     */
    public Ranks against(Spread other) {
        long both = total + other.total;
        if (total == 0 || other.total == 0) {
            return new Ranks(0.5, 0);
        }
        double wins = 0;
        double ties = 0;
        long below = 0;
        int from = Math.min(first, other.first);
        int to = Math.max(first + counts.length, other.first + other.counts.length);
        for (int bucket = from; bucket < to; bucket++) {
            long here = count(bucket);
            long there = other.count(bucket);
            wins += here * (below + there / 2.0);
            below += there;
            double same = here + there;
            ties += same * same * same - same;
        }
        double pairs = (double) total * other.total;
        double variance = both < 2 ? 0 : pairs / 12 * (both + 1 - ties / ((double) both * (both - 1)));
        return new Ranks(wins / pairs, variance <= 0 ? 0 : (wins - pairs / 2) / Math.sqrt(variance));
    }

    private long count(int bucket) {
        int i = bucket - first;
        return i < 0 || i >= counts.length ? 0 : counts[i];
    }

    /**
     * How two compare.
     *
     * @param longer the chance that one of the first takes longer than one of the second
     */
    public record Ranks(double longer, double deviations) {}

    @Override
    public String toString() {
        return "from " + first + " " + Arrays.toString(counts);
    }
}

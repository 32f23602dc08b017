package dev.swarmlog.router.core.ranking;

/** Draws seats as likely as they weigh; a change of weight and a draw cost O(log n) each (Fenwick, 1994). */
public final class WeightedDraw {
    /** After so many changes the sums are added up anew, before rounding tells. */
    private static final int CHANGES_MAX = 1 << 16;

    private final double[] weights;
    private final double[] sums;
    private int changes;

    public WeightedDraw(int seats) {
        weights = new double[seats];
        sums = new double[seats + 1];
    }

    public double weight(int seat) {
        return weights[seat];
    }

    public void weigh(int seat, double weight) {
        double change = weight - weights[seat];
        weights[seat] = weight;
        if (++changes > CHANGES_MAX) {
            addUp();
            return;
        }
        for (int i = seat + 1; i < sums.length; i += i & -i) {
            sums[i] += change;
        }
    }

    public double total() {
        double total = 0;
        for (int i = weights.length; i > 0; i -= i & -i) {
            total += sums[i];
        }
        return total;
    }

    /** The seat at which the running sum of weights passes the share, from 0 to 1, of their total. */
    public int draw(double share) {
        double left = share * total();
        int at = 0;
        for (int step = Integer.highestOneBit(weights.length); step > 0; step >>= 1) {
            if (at + step < sums.length && sums[at + step] <= left) {
                at += step;
                left -= sums[at];
            }
        }
        return Math.min(at, weights.length - 1);
    }

    private void addUp() {
        changes = 0;
        for (int i = 1; i < sums.length; i++) {
            sums[i] = weights[i - 1];
        }
        for (int i = 1; i < sums.length; i++) {
            int next = i + (i & -i);
            if (next < sums.length) {
                sums[next] += sums[i];
            }
        }
    }
}

package dev.swarmlog.router.core.ranking;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Seats on a ring, by multi-probe consistent hashing (Appleton and O'Reilly, 2015): each seat has one point, and a key
 * probes the ring at several places and goes to the seat that lies nearest behind one of them. As even as a hundred points
 * for each seat (the fullest has some five percent more than the average), but of the size of the seats and soon rebuilt.
 * When a seat leaves, only its keys move, each to the next nearest of its probes.
 */
public final class HashRing {
    public static final int NONE = -1;

    private static final int PROBES = 21;
    private static final int STEPS = 64;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    /** In unsigned order. */
    private final long[] points;

    private final int[] seats;

    /** With the hash of each seat, by its number. */
    public HashRing(long[] hashes) {
        seats = new int[hashes.length];
        points = new long[hashes.length];
        // Sorting pairs without an object for each: the lower bits of a point matter to nobody.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, hashes.length));
        long[] tagged = new long[hashes.length];
        for (int i = 0; i < hashes.length; i++) {
            tagged[i] = ((hashes[i] >>> bits << bits) | i) + Long.MIN_VALUE;
        }
        Arrays.sort(tagged);
        long mask = (1L << bits) - 1;
        for (int i = 0; i < tagged.length; i++) {
            long point = tagged[i] - Long.MIN_VALUE;
            seats[i] = (int) (point & mask);
            points[i] = point & ~mask;
        }
    }

    /** The nearest seat that will do; {@link #NONE} where none will that lies near the probes, or soon behind the first. */
    public int nearest(long keyHash, IntPredicate willDo) {
        if (points.length == 0) {
            return NONE;
        }
        int best = NONE;
        long bestDistance = -1;
        for (int probe = 1; probe <= PROBES; probe++) {
            long at = Hash.mix(keyHash + probe * GOLDEN);
            int behind = behind(at);
            long distance = points[behind] - at;
            boolean nearer = best == NONE || Long.compareUnsigned(distance, bestDistance) < 0;
            if (nearer && willDo.test(seats[behind])) {
                best = seats[behind];
                bestDistance = distance;
            }
        }
        return best != NONE ? best : onwards(behind(keyHash), willDo);
    }

    private int onwards(int from, IntPredicate willDo) {
        for (int step = 0; step < Math.min(STEPS, points.length); step++) {
            int seat = seats[(from + step) % points.length];
            if (willDo.test(seat)) {
                return seat;
            }
        }
        return NONE;
    }

    /** The first point at or behind the place, around the ring. */
    private int behind(long at) {
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(points[middle], at) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == points.length ? 0 : low;
    }
}

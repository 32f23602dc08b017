package dev.swarmlog.agent.core;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Mutable, for one writer: names in their order, as numbers. Each name has a slot (a small number that its owner chose)
 * and a label that is above the labels of all names before it, so that many names are compared without a look at one.
 *
 * <p>A new name takes a label between its neighbours'. Where there is none left, as many neighbours as it takes to find
 * a sparse stretch are spread out evenly; that is a logarithm's worth of work per name, amortised (Bender and others,
 * "Two simplified algorithms for maintaining order in a list", 2002).
 */
public final class NameOrder {
    /** Before every label that is given. */
    public static final long BEFORE_ALL = 0;

    private static final int LABEL_BITS = 62;
    private static final long LABEL_END = 1L << LABEL_BITS;

    /** How much fuller a stretch may be than the one twice as long; between 1 and 2. */
    private static final double CROWDING = 1.5;

    private static final int NONE = -1;

    private final TreeMap<String, Integer> slots = new TreeMap<>();
    private long[] labels = new long[16];
    private int[] previous = new int[16];
    private int[] next = new int[16];

    /** Gives the name a place in the order; the slot must be free. */
    public void add(String name, int slot) {
        grow(slot + 1);
        Map.Entry<String, Integer> lower = slots.lowerEntry(name);
        int before = lower == null ? NONE : lower.getValue();
        int after = before == NONE ? first() : next[before];
        slots.put(name, slot);
        if (labelAfter(after) - labelBefore(before) < 2) {
            spread(before == NONE ? after : before);
        }
        labels[slot] = between(labelBefore(before), labelAfter(after));
        link(before, slot);
        link(slot, after);
    }

    public void remove(String name) {
        Integer slot = slots.remove(name);
        if (slot != null) {
            int before = previous[slot];
            int after = next[slot];
            if (before != NONE) {
                next[before] = after;
            }
            if (after != NONE) {
                previous[after] = before;
            }
        }
    }

    /** The label of the slot's name, now: a later name may move it, never past another. */
    public long label(int slot) {
        return labels[slot];
    }

    /** All labels by slot; good until the next change. */
    public long[] labels() {
        return labels;
    }

    /** The label of the name, or else of the last one before it. */
    public long labelUpTo(String name) {
        Map.Entry<String, Integer> floor = slots.floorEntry(name);
        return floor == null ? BEFORE_ALL : labels[floor.getValue()];
    }

    private int first() {
        Map.Entry<String, Integer> first = slots.firstEntry();
        return first == null ? NONE : first.getValue();
    }

    private long labelBefore(int slot) {
        return slot == NONE ? BEFORE_ALL : labels[slot];
    }

    private long labelAfter(int slot) {
        return slot == NONE ? LABEL_END : labels[slot];
    }

    private static long between(long low, long high) {
        return low + (high - low) / 2;
    }

    private void link(int one, int other) {
        if (one != NONE) {
            next[one] = other;
        }
        if (other != NONE) {
            previous[other] = one;
        }
    }

    /** Spreads the names around the slot over the smallest stretch of labels that is sparse enough. */
    private void spread(int slot) {
        int from = slot;
        int to = slot;
        long count = 1;
        double crowdMax = 1;
        for (int bits = 1; bits <= LABEL_BITS; bits++) {
            long length = 1L << bits;
            long low = labels[slot] & -length;
            while (previous[from] != NONE && labels[previous[from]] >= low) {
                from = previous[from];
                count++;
            }
            while (next[to] != NONE && labels[next[to]] - low < length) {
                to = next[to];
                count++;
            }
            crowdMax *= 2 / CROWDING;
            long step = length / (count + 1);
            if (count <= crowdMax && step >= 2) {
                relabel(from, to, low, step);
                return;
            }
        }
        throw new IllegalStateException("no labels left for " + slots.size() + " names");
    }

    private void relabel(int from, int to, long low, long step) {
        long label = low + step;
        for (int at = from; ; at = next[at]) {
            labels[at] = label;
            label += step;
            if (at == to) {
                return;
            }
        }
    }

    private void grow(int needed) {
        if (needed > labels.length) {
            int length = Math.max(needed, labels.length * 2);
            labels = Arrays.copyOf(labels, length);
            previous = Arrays.copyOf(previous, length);
            next = Arrays.copyOf(next, length);
        }
    }
}

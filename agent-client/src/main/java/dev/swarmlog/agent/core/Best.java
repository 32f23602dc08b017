package dev.swarmlog.agent.core;

/**
 * Mutable, for one thread: the best few of many, in a heap of primitives with the worst at its root. Lower scores are
 * better; among equal scores the lower tie is.
 */
public final class Best {
    private final int max;
    private final long[] scores;
    private final long[] ties;
    private final int[] whos;
    private int size;

    /** Keeps at most so many. */
    public Best(int max) {
        this.max = max;
        this.scores = new long[max];
        this.ties = new long[max];
        this.whos = new int[max];
    }

    public void offer(long score, long tie, int who) {
        if (size < max) {
            raise(size++, score, tie, who);
        } else if (max > 0 && (score < scores[0] || (score == scores[0] && tie < ties[0]))) {
            sink(score, tie, who);
        }
    }

    public int size() {
        return size;
    }

    /** The one in a slot, before {@link #sort}: in no order. */
    public int who(int slot) {
        return whos[slot];
    }

    public long score(int slot) {
        return scores[slot];
    }

    /** Says which slot each one was in until now and puts the best one first; nothing may be offered after it. */
    public int[] sort() {
        int found = size;
        for (int slot = 0; slot < found; slot++) {
            whos[slot] = slot;
        }
        while (size > 0) {
            long score = scores[0];
            long tie = ties[0];
            int who = whos[0];
            size--;
            int last = size;
            sink(scores[last], ties[last], whos[last]);
            scores[last] = score;
            ties[last] = tie;
            whos[last] = who;
        }
        size = found;
        return whos;
    }

    private void raise(int from, long score, long tie, int who) {
        int slot = from;
        while (slot > 0) {
            int parent = (slot - 1) >>> 1;
            if (!isWorse(score, tie, parent)) {
                break;
            }
            move(parent, slot);
            slot = parent;
        }
        set(slot, score, tie, who);
    }

    /** Takes the root's place and goes down to where it belongs. */
    private void sink(long score, long tie, int who) {
        int slot = 0;
        while (true) {
            int child = 2 * slot + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isWorse(scores[child + 1], ties[child + 1], child)) {
                child++;
            }
            if (isWorse(score, tie, child)) {
                break;
            }
            move(child, slot);
            slot = child;
        }
        set(slot, score, tie, who);
    }

    private boolean isWorse(long score, long tie, int than) {
        return score > scores[than] || (score == scores[than] && tie > ties[than]);
    }

    private void move(int from, int to) {
        set(to, scores[from], ties[from], whos[from]);
    }

    private void set(int slot, long score, long tie, int who) {
        scores[slot] = score;
        ties[slot] = tie;
        whos[slot] = who;
    }
}

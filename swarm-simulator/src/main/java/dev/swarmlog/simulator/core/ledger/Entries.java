package dev.swarmlog.simulator.core.ledger;

import java.util.Arrays;
import java.util.List;

/** Mutable, for one thread at a time: three ints for each message, in pieces, so that nothing is copied as they grow. */
final class Entries {
    private static final int PIECE_BITS = 14;
    private static final int PIECE = 1 << PIECE_BITS;
    private static final int WORDS = 3;

    private static final int DUE = 0;
    private static final int FACTS = 1;
    private static final int PARTIES = 2;

    private static final int ENDED = 1;
    private static final int REFUSED = 1 << 1;
    private static final int SOUND = 1 << 2;
    private static final int ENDING_AT = 3;
    private static final int ENDING_MASK = 7;
    private static final int DONE = 1 << 6;
    private static final int ASSIGNED_AT = 7;
    private static final int EFFECT_AT = 17;
    private static final int FENCE_MASK = (1 << 10) - 1;
    private static final int REPLY_AT = 20;
    private static final int AGENT_MASK = (1 << 20) - 1;

    /** Due times are kept in hundredths of a millisecond: five hours fit, and nobody measures finer. */
    private static final long NANOS_PER_TICK = 10_000;

    private static final List<Ending> ENDINGS = List.of(Ending.values());

    private int[][] pieces = new int[64][];
    private long size;

    long size() {
        return size;
    }

    long add(long dueNanos) {
        int piece = (int) (size >> PIECE_BITS);
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * piece);
        }
        if (pieces[piece] == null) {
            pieces[piece] = new int[PIECE * WORDS];
        }
        long number = size++;
        set(number, DUE, (int) (dueNanos / NANOS_PER_TICK));
        return number;
    }

    boolean has(long number) {
        return number >= 0 && number < size;
    }

    long dueNanos(long number) {
        return get(number, DUE) * NANOS_PER_TICK;
    }

    boolean isEnded(long number) {
        return (get(number, FACTS) & ENDED) != 0;
    }

    Ending ending(long number) {
        return ENDINGS.get((get(number, FACTS) >>> ENDING_AT) & ENDING_MASK);
    }

    /** The fence under which the work was answered for. */
    int replyFence(long number) {
        return (get(number, PARTIES) >>> REPLY_AT) & FENCE_MASK;
    }

    void end(long number, Ending how, int fence) {
        set(number, FACTS, get(number, FACTS) | ENDED | (ENDINGS.indexOf(how) << ENDING_AT));
        set(number, PARTIES, get(number, PARTIES) | (bounded(fence) << REPLY_AT));
    }

    boolean isRefused(long number) {
        return (get(number, FACTS) & REFUSED) != 0;
    }

    void refuse(long number) {
        set(number, FACTS, get(number, FACTS) | REFUSED);
    }

    void accept(long number) {
        set(number, FACTS, get(number, FACTS) & ~REFUSED);
    }

    /** The highest fence of an assignment that is known; 0 before the first. */
    int assignedFence(long number) {
        return (get(number, FACTS) >>> ASSIGNED_AT) & FENCE_MASK;
    }

    /** Whose it is; negative where it is nobody's of ours. */
    int assignedAgent(long number) {
        return (get(number, PARTIES) & AGENT_MASK) - 1;
    }

    void assign(long number, int agent, int fence) {
        int facts = get(number, FACTS) & ~(FENCE_MASK << ASSIGNED_AT);
        set(number, FACTS, facts | (bounded(fence) << ASSIGNED_AT));
        set(number, PARTIES, (get(number, PARTIES) & ~AGENT_MASK) | (agent + 1));
    }

    boolean isDone(long number) {
        return (get(number, FACTS) & DONE) != 0;
    }

    boolean wasSound(long number) {
        return (get(number, FACTS) & SOUND) != 0;
    }

    /** The highest fence under which the work was done. */
    int effectFence(long number) {
        return (get(number, FACTS) >>> EFFECT_AT) & FENCE_MASK;
    }

    void done(long number, int fence, boolean sound) {
        int facts = get(number, FACTS) & ~((FENCE_MASK << EFFECT_AT) | SOUND);
        set(number, FACTS, facts | DONE | (bounded(fence) << EFFECT_AT) | (sound ? SOUND : 0));
    }

    private static int bounded(int fence) {
        return Math.clamp(fence, 0, FENCE_MASK);
    }

    private int get(long number, int word) {
        return pieces[(int) (number >> PIECE_BITS)][(int) (number & (PIECE - 1)) * WORDS + word];
    }

    private void set(long number, int word, int value) {
        pieces[(int) (number >> PIECE_BITS)][(int) (number & (PIECE - 1)) * WORDS + word] = value;
    }
}

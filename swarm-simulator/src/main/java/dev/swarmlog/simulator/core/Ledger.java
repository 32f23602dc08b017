package dev.swarmlog.simulator.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Double-entry bookkeeping of messages. Each gets a number; what is told about it later is held against what was told
 * before, so that a loss and a repetition are facts rather than differences of counters. Safe for any threads: one int per
 * message, changed atomically.
 */
public final class Ledger {
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private static final int ENDED = 1;
    private static final int REFUSED = 1 << 1;
    /** Effects are counted above the flags. */
    private static final int EFFECT = 1 << 8;

    private final Map<Long, AtomicIntegerArray> chunks = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private final LongAdder refused = new LongAdder();
    private final LongAdder answeredTwice = new LongAdder();
    private final LongAdder doubled = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

    public Ledger() {
        for (Ending ending : Ending.values()) {
            endings.put(ending, new LongAdder());
        }
    }

    /** A message is about to be submitted; its number. From here on it must end or be refused. */
    public long open() {
        return opened.getAndIncrement();
    }

    /** It never got into the log, and its requester was told so. */
    public void refused(long number) {
        if ((mark(number, REFUSED) & REFUSED) == 0) {
            refused.increment();
        }
    }

    /** An agent has done its work, with success. */
    public void effect(long number) {
        if (chunk(number).getAndAdd(index(number), EFFECT) / EFFECT == 1) {
            doubled.increment();
        }
    }

    /** Its requester has the final answer. */
    public void ended(long number, Ending how) {
        if ((mark(number, ENDED) & ENDED) == 0) {
            count(how).increment();
        } else {
            answeredTwice.increment();
        }
    }

    public Totals totals() {
        // Endings are read first, so that a message on its way is never counted as ended but not opened.
        Map<Ending, Long> byEnding = new EnumMap<>(Ending.class);
        endings.forEach((ending, count) -> byEnding.put(ending, count.sum()));
        return new Totals(opened.get(), refused.sum(), answeredTwice.sum(), doubled.sum(), Map.copyOf(byEnding));
    }

    /**
     * Where the books stand.
     *
     * @param opened messages that were to be submitted
     * @param refused of these, which the log did not take
     * @param doubled messages whose work was done with success more than once
     * @param endings how the others ended, so far
     */
    public record Totals(long opened, long refused, long answeredTwice, long doubled, Map<Ending, Long> endings) {
        /** What the platform answers for. */
        public long accepted() {
            return opened - refused;
        }

        public long replied() {
            return endings.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Accepted and not answered: on its way while the simulation runs, lost when it has waited long enough. */
        public long open() {
            return accepted() - replied();
        }

        public long of(Ending ending) {
            return endings.getOrDefault(ending, 0L);
        }
    }

    private LongAdder count(Ending how) {
        return Objects.requireNonNull(endings.get(how));
    }

    private int mark(long number, int flag) {
        return chunk(number).getAndAccumulate(index(number), flag, (now, bit) -> now | bit);
    }

    private AtomicIntegerArray chunk(long number) {
        if (number < 0 || number >= opened.get()) {
            throw new IllegalArgumentException("message " + number + " was never opened");
        }
        return chunks.computeIfAbsent(number >> CHUNK_BITS, at -> new AtomicIntegerArray(CHUNK));
    }

    private static int index(long number) {
        return (int) (number & (CHUNK - 1));
    }
}

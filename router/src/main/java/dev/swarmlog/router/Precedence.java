package dev.swarmlog.router;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Which of a task's records goes first where several wait: what ends something before what begins something. In the order of
 * their times a task that is behind begins ever more and ends ever less. But an outcome must not come before its message, so
 * a life of a task goes by time until it has read again what a former one may have read. See docs/decisions/0177.
 *
 * <p>Kafka Streams hands out the record with the lowest time, so outcomes are shown to it with an earlier one.
 */
final class Precedence {
    /** More than clocks of those who submit differ, and than a router is ever behind. */
    private static final long LEAD_MS = Duration.ofDays(1).toMillis();

    /** By partition, 1 where outcomes go first. */
    private final AtomicIntegerArray outcomesFirst;

    Precedence(int partitions) {
        outcomesFirst = new AtomicIntegerArray(partitions);
    }

    /** A life of the task begins, or goes on. */
    void set(int partition, boolean hasCaughtUp) {
        int wanted = hasCaughtUp ? 1 : 0;
        if (outcomesFirst.get(partition) != wanted) {
            outcomesFirst.set(partition, wanted);
        }
    }

    /** What Streams is told of when an outcome came into the log. */
    long shownMs(int partition, long arrivedMs) {
        return outcomesFirst.get(partition) == 1 ? arrivedMs - LEAD_MS : arrivedMs;
    }

    /** When it did come, by what Streams was told. */
    static long arrivedMs(long shownMs, long nowMs) {
        return nowMs - shownMs >= LEAD_MS / 2 ? shownMs + LEAD_MS : shownMs;
    }
}

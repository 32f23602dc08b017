package dev.swarmlog.bench.crew;

import dev.swarmlog.bench.Load;
import dev.swarmlog.bench.Pauses;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * When each message is due at an even pace. What it takes is counted from then, so that a stop of who submits is not left
 * out of the figures.
 */
public final class Schedule {
    private final int perSecond;
    private final long gapNanos;
    private final AtomicLong first = new AtomicLong(Long.MAX_VALUE);
    private volatile long beginNanos;

    public Schedule(int perSecond) {
        this.perSecond = perSecond;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Sends for so long, each message when it is due; the first is due now, and whatever came before does not count. */
    public void send(Load.Source source, int seconds) throws InterruptedException {
        beginNanos = System.nanoTime();
        first.set(source.sent());
        for (long left = (long) perSecond * seconds; left > 0; left--) {
            long due = dueNanos(source.sent());
            while (System.nanoTime() < due) {
                Pauses.nap(due - System.nanoTime());
            }
            source.send(1);
        }
    }

    /** This message has come. */
    public void note(int number, Histogram nanos) {
        if (number >= first.get()) {
            nanos.recordValue(Math.max(0, System.nanoTime() - dueNanos(number)));
        }
    }

    private long dueNanos(long number) {
        return beginNanos + (number - first.get()) * gapNanos;
    }
}

package dev.swarmlog.runtime;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mutable and for one thread: notices that collecting garbage takes much of a process's time, since its heap is small for
 * what goes on. All else that shows of it, lag, leases that end, sessions that are lost, has other reasons as well.
 */
final class GarbageWatch {
    static final long LOOK_MS = 15_000;
    static final int PERCENT_BORNE = 30;
    private static final Logger LOG = LoggerFactory.getLogger(GarbageWatch.class);
    private static final long MIB = 1 << 20;

    /** Of collectors that work beside the program this is time as well, but none in which it stands still. */
    private static final String BESIDE = "Cycles";

    private final LongSupplier clock;
    private final LongSupplier collecting;
    private long lastMs;
    private long lastCollectingMs;

    /** @param collecting how many milliseconds the process has spent on it so far */
    GarbageWatch(LongSupplier clock, LongSupplier collecting) {
        this.clock = clock;
        this.collecting = collecting;
        this.lastMs = clock.getAsLong();
        this.lastCollectingMs = collecting.getAsLong();
    }

    /** Watches this process until it is shut down. */
    static ScheduledExecutorService start() {
        GarbageWatch watch =
                new GarbageWatch(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), GarbageWatch::collectingMs);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("garbage-watch").factory());
        var _ = timer.scheduleWithFixedDelay(watch::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
        return timer;
    }

    private void look() {
        int percent = percent();
        if (percent > PERCENT_BORNE) {
            LOG.warn(
                    "{} % of the last {} s went into collecting garbage: the heap of {} MiB is too small for what goes on."
                            + " Give the JVM more, say -Xmx{}m in SWARMLOG_JAVA_OPTS",
                    percent,
                    LOOK_MS / 1_000,
                    Runtime.getRuntime().maxMemory() / MIB,
                    2 * Runtime.getRuntime().maxMemory() / MIB);
        }
    }

    /** The share of the time since the last look. */
    int percent() {
        long nowMs = clock.getAsLong();
        long nowCollectingMs = collecting.getAsLong();
        long percent = 100 * (nowCollectingMs - lastCollectingMs) / Math.max(1, nowMs - lastMs);
        lastMs = nowMs;
        lastCollectingMs = nowCollectingMs;
        return Math.clamp(percent, 0, 100);
    }

    private static long collectingMs() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().endsWith(BESIDE))
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }
}

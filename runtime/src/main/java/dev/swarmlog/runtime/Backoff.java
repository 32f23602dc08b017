package dev.swarmlog.runtime;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** How long to wait before the next try: doubling, capped, with jitter, and forgotten after a quiet minute. */
final class Backoff {
    private static final long FIRST_PAUSE_MS = 100;
    private static final long PAUSE_MS_MAX = 10_000;
    private static final int DOUBLINGS_MAX = 10;
    private static final long QUIET_MS = 60_000;

    private int failures;
    private long lastNanos;

    synchronized long nextPauseMs(long nowNanos) {
        if (TimeUnit.NANOSECONDS.toMillis(nowNanos - lastNanos) > QUIET_MS) {
            failures = 0;
        }
        lastNanos = nowNanos;
        long bound = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS << Math.min(failures, DOUBLINGS_MAX));
        failures++;
        return ThreadLocalRandom.current().nextLong(bound / 2, bound + 1);
    }
}

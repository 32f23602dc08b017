package dev.swarmlog.runtime;

import dev.swarmlog.schemas.wire.SchemaRegistryException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.LockException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/** Tells the world's failures from our own, and how long to wait before the next try: full jitter, doubling, capped. */
final class Remedies {
    private static final long FIRST_PAUSE_MS = 100;
    private static final long PAUSE_MS_MAX = 10_000;
    private static final long QUIET_MS = 60_000;

    private int failures;
    private long lastNanos;

    /** Whether the same work may succeed later without anybody changing the program. */
    static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FencedInstanceIdException) {
                return false;
            }
            if (cause instanceof RetriableException
                    || cause instanceof LockException
                    || cause instanceof TaskCorruptedException
                    || cause instanceof TaskMigratedException
                    || (cause instanceof SchemaRegistryException registry && registry.isTransient())) {
                return true;
            }
        }
        return false;
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** A pause between nothing and a bound that doubles with each failure and forgets them after a quiet minute. */
    synchronized long nextPauseMs(long nowNanos) {
        if (failures > 0 && TimeUnit.NANOSECONDS.toMillis(nowNanos - lastNanos) > QUIET_MS) {
            failures = 0;
        }
        lastNanos = nowNanos;
        long bound = Math.min(PAUSE_MS_MAX, FIRST_PAUSE_MS << Math.min(failures++, 10));
        return ThreadLocalRandom.current().nextLong(bound / 2, bound + 1);
    }
}

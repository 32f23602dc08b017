package dev.swarmlog.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** How a bench waits. */
public final class Pauses {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Pauses() {}

    /** Waits until it is so; what takes longer than the limit has failed. */
    public static void until(String what, Duration limit, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(what + ": not within " + limit.toSeconds() + " s");
            }
            nap(LOOK_NANOS);
        }
    }

    public static void nap(long nanos) throws InterruptedException {
        LockSupport.parkNanos(nanos);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}

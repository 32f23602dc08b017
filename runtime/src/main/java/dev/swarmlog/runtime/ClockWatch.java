package dev.swarmlog.runtime;

import java.util.function.LongSupplier;

/**
 * Mutable and for one thread: notices that the machine's clock was set back. Whatever is due by the clock then stands still
 * until it is there again, in Kafka Streams as in our own state; a little of that does no harm.
 */
final class ClockWatch {
    /** What standing still for so long costs is less than what beginning anew does. */
    static final long BORNE_MS = 2_000;

    static final long LOOK_MS = 250;

    private final LongSupplier clock;
    private long lastMs;

    ClockWatch(LongSupplier clock) {
        this.clock = clock;
        this.lastMs = clock.getAsLong();
    }

    /** Whether it was set back since the last look, by more than can be borne. */
    boolean wasSetBack() {
        long nowMs = clock.getAsLong();
        boolean back = nowMs < lastMs - BORNE_MS;
        // what was borne adds up, so that many small steps are not borne
        lastMs = back ? nowMs : Math.max(nowMs, lastMs);
        return back;
    }
}

package dev.swarmlog.router.core.guard;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long work takes of late, the worst of it first: it jumps up at once to what is longer and comes down only with time
 * (Finagle's peak EWMA). With no news it falls towards nothing, so that who was slow once is tried again.
 *
 * <p>Thread-safe without waiting: average and time are one number. Of two updates at once the lesser one may be lost, which
 * changes an average by one sample.
 */
final class PeakEwma {
    private static final long UNKNOWN = 0;

    private final float decayMs;

    /** The average's float bits, above the low 32 bits of its time. */
    private final AtomicLong packed = new AtomicLong(UNKNOWN);

    PeakEwma(long decayMs) {
        this.decayMs = (float) decayMs;
    }

    void observe(long latencyMs, long nowMs) {
        // Never nothing: that is what unknown looks like.
        float seen = Math.max((float) latencyMs, 0.5f);
        long before = packed.getAcquire();
        float known = before == UNKNOWN ? 0 : average(before);
        float weight = weight(before, nowMs);
        float next = seen >= known ? seen : known * weight + seen * (1 - weight);
        packed.setRelease(((long) Float.floatToRawIntBits(next) << Integer.SIZE) | (nowMs & 0xFFFF_FFFFL));
    }

    /** Zero while nothing is known. */
    double at(long nowMs) {
        return at(packed.getAcquire(), nowMs);
    }

    void forget() {
        packed.set(UNKNOWN);
    }

    private double at(long value, long nowMs) {
        return value == UNKNOWN ? 0 : average(value) * weight(value, nowMs);
    }

    private static float average(long value) {
        return Float.intBitsToFloat((int) (value >>> Integer.SIZE));
    }

    private float weight(long value, long nowMs) {
        int ageMs = Math.max(0, (int) nowMs - (int) value);
        return ageMs == 0 ? 1 : (float) Math.exp(-ageMs / decayMs);
    }
}

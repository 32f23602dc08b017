package dev.swarmlog.simulator.core.faults;

/**
 * What shall go wrong, as somebody wrote it.
 *
 * @param lastsMs how long each time
 * @param factor of the slow: how many times as long they take
 * @param everyMs of the flapping: how long it takes them to crash, come back, and be about to crash again
 */
public record Fault(FaultKind kind, Victims who, Moments when, long lastsMs, double factor, long everyMs) {
    public static final double FACTOR = 10;
    public static final long EVERY_MS = 4_000;

    public static Fault of(FaultKind kind, Victims who, Moments when, long lastsMs) {
        return new Fault(kind, who, when, lastsMs, FACTOR, EVERY_MS);
    }
}

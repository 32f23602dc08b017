package dev.swarmlog.simulator;

/** How long a record waits for others to share its request: not at all, unless so many come that requests are what costs. */
final class Linger {
    private static final int BUSY_MS = 5;

    private Linger() {}

    static int ms(double perSecond, double busyPerSecond) {
        return perSecond > busyPerSecond ? BUSY_MS : 0;
    }
}

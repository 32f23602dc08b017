package dev.swarmlog.coordinator.session.core.machine;

/** When to come again. Not at the same moment for all, or all would come at once. */
final class Pace {
    private static final long AT_LEAST_MS = 50;
    private static final int SPREAD_MS = 200;

    private Pace() {}

    static long retryAfterMs(String commandId) {
        return AT_LEAST_MS + Math.floorMod(commandId.hashCode(), SPREAD_MS);
    }
}

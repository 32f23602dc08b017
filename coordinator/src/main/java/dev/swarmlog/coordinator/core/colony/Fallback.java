package dev.swarmlog.coordinator.core.colony;

/**
 * What becomes of a swarm that has made all its steps and is not done.
 *
 * @param restarts with RESTART: so often it begins anew, by other chance; after that it is as with BEST
 */
public record Fallback(Kind kind, int restarts) {
    public static final Fallback BEST = new Fallback(Kind.BEST, 0);

    /** What it comes to. */
    public enum Kind {
        BEST,
        RESTART,
        FAIL
    }
}

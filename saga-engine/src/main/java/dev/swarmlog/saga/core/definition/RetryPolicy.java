package dev.swarmlog.saga.core.definition;

/**
 * How often and how soon an attempt is repeated. Which failures are repeated at all is the failure's class to say.
 *
 * @param attemptsMax including the first
 * @param multiplier by how much the pause may grow with each attempt; the pause itself is drawn from zero up to it
 */
public record RetryPolicy(int attemptsMax, long initialMs, double multiplier, long maxMs) {
    /** No pause is longer, whatever a definition says. */
    public static final long PAUSE_MS_MAX = 30_000;

    public static final RetryPolicy DEFAULT = new RetryPolicy(3, 200, 2.0, PAUSE_MS_MAX);

    public RetryPolicy {
        if (attemptsMax < 1 || initialMs < 0 || multiplier < 1 || maxMs < initialMs || maxMs > PAUSE_MS_MAX) {
            throw new IllegalArgumentException("no retry policy: " + attemptsMax + " attempts, " + initialMs + " to "
                    + maxMs + " ms, times " + multiplier);
        }
    }

    /**
     * The pause before the attempt after this one.
     *
     * @param draw uniform in 0..1, from the caller, since this is pure
     */
    public long pauseMs(int attempt, double draw) {
        double ceiling = Math.min((double) maxMs, initialMs * Math.pow(multiplier, attempt - 1.0));
        return (long) (draw * ceiling);
    }
}

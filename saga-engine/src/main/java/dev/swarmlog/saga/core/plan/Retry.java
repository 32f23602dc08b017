package dev.swarmlog.saga.core.plan;

import dev.swarmlog.saga.core.SagaLimits;
import dev.swarmlog.saga.core.definition.RetryPolicy;
import dev.swarmlog.saga.core.fact.Failure;
import dev.swarmlog.saga.core.state.Tries;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when an attempt is repeated.
 *
 * @param policy null where nothing is repeated
 * @param stubborn it cannot be undone any more, so it is not given up for the number of its attempts soon
 */
public record Retry(@Nullable RetryPolicy policy, SagaLimits limits, boolean stubborn) {

    /** A pause as told would have all come back at once. */
    private static final double WAIT_JITTER = 0.1;

    /**
     * 0 means never.
     *
     * @param tries up to the attempt that failed, that not yet counted as failed
     */
    public long atMs(Tries tries, Failure failure, long retryAfterMs, long nowMs, DoubleSupplier draw) {
        if (policy == null || !failure.kind().repeatable()) {
            return 0;
        }
        int next = tries.failures() + 1;
        if (failure.kind() == Failure.Kind.RATE_LIMITED) {
            if (tries.waits() >= limits.waitsMax()) {
                return 0;
            }
            long toldMs = Math.min(retryAfterMs, limits.waitMsMax());
            long pauseMs = toldMs <= 0
                    ? policy.pauseMs(next, draw.getAsDouble())
                    : toldMs + (long) (toldMs * WAIT_JITTER * draw.getAsDouble());
            return nowMs + pauseMs;
        }
        int most = Math.min(policy.attemptsMax(), limits.attemptsMax());
        int attemptsMax = stubborn ? Math.max(most, limits.stubbornMax()) : most;
        return next < attemptsMax ? nowMs + policy.pauseMs(next, draw.getAsDouble()) : 0;
    }
}

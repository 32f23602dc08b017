package dev.swarmlog.router.core;

/**
 * The router's own rules for all messages.
 *
 * @param leaseMs within which an agent reports, or loses the work
 * @param backoffBaseMs the longest wait after a first failure; it doubles with each attempt
 * @param backoffMaxMs the longest wait after any failure
 * @param unknownGraceMs how long a capability may stay unheard of before its messages are refused
 * @param retryAfterMs the shortest time after which a requester is told to come again for whose message there is no room
 * @param retryAfterMaxMs the longest
 * @param answerKeptMs how long the answer to a message with an idempotency key is kept for repetitions
 * @param withdrawalMs how long it is waited for the word of an agent whose work was taken back, at most
 */
public record Policy(
        int leaseMs,
        long backoffBaseMs,
        long backoffMaxMs,
        long unknownGraceMs,
        long retryAfterMs,
        long retryAfterMaxMs,
        long answerKeptMs,
        long withdrawalMs) {

    /** When to come again, by when there is likely to be room; with jitter, so that not all come again together. */
    long comeAgainInMs(long roomInMs, double luck) {
        return Math.max(1, (long) (Math.clamp(roomInMs, retryAfterMs, retryAfterMaxMs) * (0.5 + 0.5 * luck)));
    }

    /** Full jitter: anything up to an exponential ceiling, so that those who failed together do not come again together. */
    long backoffMs(int attempt, double luck) {
        int doublings = Math.clamp(attempt - 1, 0, 30);
        long ceiling = Math.min(backoffMaxMs, backoffBaseMs << doublings);
        return Math.max(1, (long) (ceiling * luck));
    }
}

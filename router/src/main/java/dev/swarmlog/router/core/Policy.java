package dev.swarmlog.router.core;

/**
 * The router's own rules for all messages.
 *
 * @param leaseMs within which an agent reports, or loses the work
 * @param backoffBaseMs the longest wait after a first failure; it doubles with each attempt
 * @param backoffMaxMs the longest wait after any failure
 * @param unknownGraceMs how long a capability may stay unheard of before its messages are refused
 * @param retryAfterMs what a requester is told when there is no room for its message
 * @param answerKeptMs how long the answer to a message with an idempotency key is kept for repetitions
 */
public record Policy(
        int leaseMs, long backoffBaseMs, long backoffMaxMs, long unknownGraceMs, long retryAfterMs, long answerKeptMs) {

    /** Full jitter: anything up to an exponential ceiling, so that those who failed together do not come again together. */
    long backoffMs(int attempt, double luck) {
        int doublings = Math.clamp(attempt - 1, 0, 30);
        long ceiling = Math.min(backoffMaxMs, backoffBaseMs << doublings);
        return Math.max(1, (long) (ceiling * luck));
    }
}

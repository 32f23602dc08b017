package dev.swarmlog.agent;

import dev.swarmlog.v1.ErrorClass;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Thrown by a handler that knows what its failure means for the next attempt. */
public final class AgentFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final long retryAfterMs;

    private AgentFailure(ErrorClass errorClass, String message, long retryAfterMs, @Nullable Throwable cause) {
        super(message, cause);
        this.errorClass = errorClass;
        this.retryAfterMs = retryAfterMs;
    }

    /** It may work elsewhere, at once. */
    public static AgentFailure retryable(String message) {
        return new AgentFailure(ErrorClass.RETRYABLE, message, 0, null);
    }

    public static AgentFailure retryable(String message, Throwable cause) {
        return new AgentFailure(ErrorClass.RETRYABLE, message, 0, cause);
    }

    /** It will never work: the message is wrong. */
    public static AgentFailure nonRetryable(String message) {
        return new AgentFailure(ErrorClass.NON_RETRYABLE, message, 0, null);
    }

    public static AgentFailure nonRetryable(String message, Throwable cause) {
        return new AgentFailure(ErrorClass.NON_RETRYABLE, message, 0, cause);
    }

    /** Whatever the agent depends on lets nobody through before this time has passed. */
    public static AgentFailure rateLimited(String message, Duration retryAfter) {
        return new AgentFailure(ErrorClass.RATE_LIMITED, message, retryAfter.toMillis(), null);
    }

    /** The agent has no room for the work now. */
    public static AgentFailure resourceExhausted(String message) {
        return new AgentFailure(ErrorClass.RESOURCE_EXHAUSTED, message, 0, null);
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    public long retryAfterMs() {
        return retryAfterMs;
    }
}

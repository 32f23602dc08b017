package dev.swarmlog.agent.host;

import dev.swarmlog.agent.AgentFailure;
import dev.swarmlog.agent.Result;
import dev.swarmlog.schemas.Limits;
import dev.swarmlog.v1.ErrorClass;
import dev.swarmlog.v1.OutcomeStatus;

/** What there is to say of a delivery, whichever fence it is said under. */
record Verdict(
        OutcomeStatus status, ErrorClass errorClass, String error, long retryAfterMs, float progress, Result result) {
    private static final int ERROR_CHARS_MAX = 1_000;
    private static final float NO_PROGRESS = -1.0f;

    /** Completed; or failed for good when the result is more than the wire takes. */
    static Verdict completed(Result result) {
        int bytes = result.bytes().remaining();
        if (bytes > Limits.PAYLOAD_BYTES_MAX) {
            return failed(
                    ErrorClass.NON_RETRYABLE,
                    "the result has " + bytes + " bytes; at most " + Limits.PAYLOAD_BYTES_MAX + " are taken");
        }
        return new Verdict(OutcomeStatus.COMPLETED, ErrorClass.NONE, "", 0, 1.0f, result);
    }

    /** What a canary is answered with. */
    static Verdict alive() {
        return completed(Result.nothing());
    }

    static Verdict failed(ErrorClass errorClass, String error) {
        return new Verdict(OutcomeStatus.FAILED, errorClass, error, 0, NO_PROGRESS, Result.nothing());
    }

    static Verdict rejected(ErrorClass errorClass, String error) {
        return new Verdict(OutcomeStatus.REJECTED, errorClass, error, 0, NO_PROGRESS, Result.nothing());
    }

    static Verdict progress(float share) {
        return new Verdict(OutcomeStatus.PROGRESS, ErrorClass.NONE, "", 0, share, Result.nothing());
    }

    /** What a handler's exception means for the next attempt, as {@link dev.swarmlog.agent.AgentHandler} promises. */
    static Verdict of(Throwable thrown) {
        if (thrown instanceof AgentFailure failure) {
            return new Verdict(
                    OutcomeStatus.FAILED,
                    failure.errorClass(),
                    shortened(String.valueOf(failure.getMessage())),
                    failure.retryAfterMs(),
                    NO_PROGRESS,
                    Result.nothing());
        }
        boolean badInput = thrown instanceof IllegalArgumentException
                || thrown instanceof UnsupportedOperationException
                || thrown instanceof ClassCastException;
        return failed(badInput ? ErrorClass.NON_RETRYABLE : ErrorClass.RETRYABLE, shortened(thrown.toString()));
    }

    static String shortened(String error) {
        return error.length() <= ERROR_CHARS_MAX ? error : error.substring(0, ERROR_CHARS_MAX);
    }

    boolean isCompleted() {
        return status == OutcomeStatus.COMPLETED;
    }
}

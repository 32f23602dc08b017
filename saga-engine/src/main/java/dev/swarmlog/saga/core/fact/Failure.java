package dev.swarmlog.saga.core.fact;

/** Why an attempt, a step or a saga failed. */
public record Failure(Kind kind, String detail) {

    /** What a failure means for the next attempt. */
    public enum Kind {
        /** Elsewhere, after a pause. */
        RETRYABLE,
        /** Never again. */
        NON_RETRYABLE,
        /** When the agent said; counts as no attempt. */
        RATE_LIMITED,
        /** After a pause. */
        EXHAUSTED,
        /** It took too long; after a pause. */
        TIMED_OUT,
        /** An expression had no value; never again, since it would have none again. */
        EXPRESSION,
        /** A person or a rule refused it; never again. */
        REFUSED,
        /** What it answered is more than a saga may hold; never again. */
        OVERSIZED,
        /** All that the saga may use up is used up; never again. */
        OVER_BUDGET,
        /** It was told to stop. */
        CANCELLED;

        /** Whether another attempt may go better. */
        public boolean repeatable() {
            return switch (this) {
                case RETRYABLE, RATE_LIMITED, EXHAUSTED, TIMED_OUT -> true;
                case NON_RETRYABLE, EXPRESSION, REFUSED, OVERSIZED, OVER_BUDGET, CANCELLED -> false;
            };
        }
    }
}

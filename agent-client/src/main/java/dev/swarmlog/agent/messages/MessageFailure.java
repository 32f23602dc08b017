package dev.swarmlog.agent.messages;

import org.jspecify.annotations.Nullable;

/** Why a submission ended without a reply. A reply that tells of a failure is a reply, and not this. */
public final class MessageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** Nobody answered in time; the message may still be worked on. */
        TIMED_OUT,
        /** The client has as many messages under way as it may; this one was not written. */
        TOO_MANY_IN_FLIGHT,
        /** The cluster did not take the message. */
        NOT_ACCEPTED,
        /** The client was closed. The message may still be worked on. */
        CLOSED
    }

    private final Reason reason;

    MessageFailure(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

package dev.swarmlog.agent.sessions;

import org.jspecify.annotations.Nullable;

/** There was no answer; what was asked may be done all the same, and the same command may be sent again. */
public final class SessionFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SessionFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.swarmlog.standalone;

import org.jspecify.annotations.Nullable;

/** The machine does not let the platform start: a taken port, a folder that cannot be used. The message says what to do. */
public final class CannotStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

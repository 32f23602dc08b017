package dev.swarmlog.runtime;

import org.jspecify.annotations.Nullable;

/** Kafka or the schema registry does not answer; the program itself may be fine. */
public final class CannotReachCluster extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotReachCluster(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

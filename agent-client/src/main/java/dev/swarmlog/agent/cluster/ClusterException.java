package dev.swarmlog.agent.cluster;

import org.jspecify.annotations.Nullable;

/** The cluster cannot be reached, or it is there and no installation of ours is on it. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

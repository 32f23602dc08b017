package dev.swarmlog.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The registry could not be reached, refused, or does not know what was asked for. */
public final class SchemaRegistryException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** Whether the same question may be answered later: the registry is away, rather than saying no. */
    private final boolean transientFailure;

    public SchemaRegistryException(String message, boolean transientFailure, @Nullable Throwable cause) {
        super(message, cause);
        this.transientFailure = transientFailure;
    }

    public boolean isTransient() {
        return transientFailure;
    }
}

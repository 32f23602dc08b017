package dev.swarmlog.schemas.wire;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The registry gave no schema. Whoever reads tells two cases apart: this exception says nothing about the record (stop,
 * or read it again later), while a plain {@link SerializationException} says that the record itself is poison.
 */
public final class SchemaRegistryException extends SerializationException {
    private static final long serialVersionUID = 1L;

    /** What kind of no it was. */
    public enum Kind {
        /** Nobody answered, or nobody who makes sense: ask again later. */
        UNREACHABLE,
        /** It answered no: the credentials, the schema or the address are wrong, and asking again changes nothing. */
        REFUSED,
        /** It answered that it does not have the schema. */
        NOT_REGISTERED
    }

    private final Kind kind;

    public SchemaRegistryException(Kind kind, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the same question may be answered later. */
    public boolean isTransient() {
        return kind == Kind.UNREACHABLE;
    }
}

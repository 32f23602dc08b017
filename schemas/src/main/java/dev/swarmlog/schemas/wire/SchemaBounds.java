package dev.swarmlog.schemas.wire;

import dev.swarmlog.schemas.Limits;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What a schema must keep to before values written with it are read. A recursive one lets ten kilobytes nest ten
 * thousand deep, which ends the thread's stack; a deep one in which every record names the next one twice is small to
 * write down and doubles with every level when it is resolved.
 */
final class SchemaBounds {
    private static final int OPEN = -1;

    private final IdentityHashMap<Schema, Integer> sizes = new IdentityHashMap<>();

    private SchemaBounds() {}

    /** The same schema, or a {@link SerializationException} that says why it is refused. */
    static Schema check(Schema schema) {
        new SchemaBounds().sizeOf(schema, 1);
        return schema;
    }

    /** How many types the schema has when each mention of a named one is written out. */
    private int sizeOf(Schema schema, int depth) {
        if (depth > Limits.SCHEMA_DEPTH_MAX) {
            throw new SerializationException("a schema nested deeper than " + Limits.SCHEMA_DEPTH_MAX + " is refused");
        }
        Integer known = sizes.putIfAbsent(schema, OPEN);
        if (known != null && known == OPEN) {
            throw new SerializationException(
                    "a recursive schema is refused (" + schema.getFullName() + " holds itself)");
        }
        int size = 1;
        switch (schema.getType()) {
            case RECORD -> {
                for (Schema.Field field : schema.getFields()) {
                    size = sum(size, sizeOf(field.schema(), depth + 1));
                }
            }
            case UNION -> {
                for (Schema branch : schema.getTypes()) {
                    size = sum(size, sizeOf(branch, depth + 1));
                }
            }
            case ARRAY -> size = sum(size, sizeOf(schema.getElementType(), depth + 1));
            case MAP -> size = sum(size, sizeOf(schema.getValueType(), depth + 1));
            default -> {}
        }
        sizes.put(schema, size);
        return size;
    }

    private static int sum(int one, int other) {
        int sum = one + other;
        if (sum > Limits.SCHEMA_TYPES_MAX) {
            throw new SerializationException("a schema of more than " + Limits.SCHEMA_TYPES_MAX + " types is refused");
        }
        return sum;
    }
}

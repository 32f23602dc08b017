package dev.swarmlog.schemas.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** A registry inside the process: for tests of topologies, and for programs that replay topics without a network. */
public final class InMemorySchemaRegistry implements SchemaRegistry {
    private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();
    private final List<Schema> schemas = new ArrayList<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        return ids.computeIfAbsent(schema, fresh -> {
            schemas.add(fresh);
            return schemas.size();
        });
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return register(subject, schema);
    }

    @Override
    public synchronized Schema byId(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new SchemaRegistryException(
                    SchemaRegistryException.Kind.NOT_REGISTERED, "no schema with id " + id, null);
        }
        return schemas.get(id - 1);
    }
}

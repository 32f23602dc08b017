package dev.swarmlog.schemas.wire;

import org.apache.avro.Schema;

/** What the wire needs of a schema registry. Implementations are thread-safe and cache what never changes. */
public interface SchemaRegistry {
    /** Registers the schema under the subject unless it is there already; its id either way. */
    int register(String subject, Schema schema);

    /** The id of a schema that is registered under the subject. */
    int idOf(String subject, Schema schema);

    /** The schema with this id, as its writer registered it. */
    Schema byId(int id);
}
